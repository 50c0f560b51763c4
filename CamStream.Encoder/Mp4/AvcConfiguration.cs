using System.Buffers.Binary;

namespace CamStream.Encoder.Mp4;

/// <summary>
/// The fields that the init section needs of an AVCDecoderConfigurationRecord (ISO/IEC 14496-15
/// §5.3.3.1):
/// <code>
/// version(1) = 1  profile(1)  compatibility(1)  level(1)
/// 111111:6 length-size-minus-one:2
/// 111:3 sps-count:5  { length(2) SPS }
/// pps-count(1)  { length(2) PPS } …
/// </code>
/// </summary>
/// <param name="Codecs">
/// RFC 6381 §3.3: <c>avc1.</c>, then profile, compatibility and level in hexadecimal.
/// </param>
/// <param name="Sps">The first sequence parameter set.</param>
internal sealed record AvcConfiguration(string Codecs, SequenceParameterSet Sps)
{
    private const int SpsOffset = 6;

    /// <summary>Parses a record.</summary>
    /// <exception cref="InvalidDataException">
    /// The record or its SPS is malformed, or the lengths of its NAL units do not have 4 bytes.
    /// </exception>
    public static AvcConfiguration Parse(ReadOnlySpan<byte> avcC)
    {
        if (avcC.Length < SpsOffset || avcC[0] != 1)
            throw Malformed(avcC, "its version is not 1");
        if ((avcC[4] & 3) != 3)
            throw Malformed(avcC, "its NAL units do not have 4-byte lengths");

        var rest = avcC[SpsOffset..];
        var spsCount = avcC[5] & 0x1F;
        if (spsCount == 0)
            throw Malformed(avcC, "it has no SPS");
        var sps = TakeUnit(ref rest, avcC);
        for (var i = 1; i < spsCount; i++)
            TakeUnit(ref rest, avcC);

        if (rest.IsEmpty || rest[0] == 0)
            throw Malformed(avcC, "it has no PPS");
        var ppsCount = rest[0];
        rest = rest[1..];
        for (var i = 0; i < ppsCount; i++)
            TakeUnit(ref rest, avcC);

        return new AvcConfiguration($"avc1.{Convert.ToHexStringLower(avcC[1..4])}", SequenceParameterSet.Parse(sps));
    }

    private static ReadOnlySpan<byte> TakeUnit(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> avcC)
    {
        if (rest.Length < 2)
            throw Malformed(avcC, "it is cut off");
        var end = 2 + BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (rest.Length < end)
            throw Malformed(avcC, "it is cut off");
        var unit = rest[2..end];
        rest = rest[end..];
        return unit;
    }

    private static InvalidDataException Malformed(ReadOnlySpan<byte> avcC, string why) =>
        new(
            $"The AVC configuration {Convert.ToHexStringLower(avcC[..Math.Min(avcC.Length, 64)])} is malformed: {why}."
        );
}
