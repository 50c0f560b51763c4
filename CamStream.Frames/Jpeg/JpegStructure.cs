using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace CamStream.Frames.Jpeg;

/// <summary>
/// Checks the structure of a JPEG (ITU-T T.81 Annex B) from SOI to EOI without decoding it.
/// Decoders show half a picture of a truncated file and report nothing, so truncation is found
/// here.
/// <code>
///   FFD8                                          SOI
///   FFxx length16 parameters                      segments, in them the frame header SOF0–SOF2
///   FFDA length16 parameters, entropy-coded data  scans; in the data FF00 and FFD0–FFD7
///   FFD9 [00 …]                                   EOI, and padding
/// </code>
/// </summary>
public static class JpegStructure
{
    /// <summary>The largest width and height that are accepted, in pixels.</summary>
    public const int MaxSide = 4096;

    /// <summary>
    /// The smallest width and height that are accepted, in pixels: an encoder's macroblock.
    /// </summary>
    public const int MinSide = 16;

    private const byte Soi = 0xD8,
        Eoi = 0xD9,
        Sos = 0xDA,
        Dht = 0xC4,
        Jpg = 0xC8,
        Dac = 0xCC,
        Tem = 0x01;

    /// <summary>
    /// Whether <paramref name="data"/> is one complete JPEG of a kind that the encoder takes.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out JpegInfo info, [NotNullWhen(false)] out string? problem)
    {
        info = default;
        problem = Read(data, out var width, out var height, out var components, out var length);
        if (problem is not null)
            return false;
        info = new JpegInfo(width, height, components, length);
        return true;
    }

    /// <summary>
    /// Reads the size from the frame header alone; the rest is not checked, so this costs little.
    /// False when there is no frame header that <see cref="TryRead"/> would accept.
    /// </summary>
    public static bool TryReadSize(ReadOnlySpan<byte> data, out PictureSize size)
    {
        size = default;
        if (data.Length < 4 || data[0] != 0xFF || data[1] != Soi)
            return false;
        var at = 2;
        while (TryMarker(data, ref at, out var marker) && HasLength(marker) && marker != Sos)
        {
            if (!TrySegment(data, ref at, out var segment))
                return false;
            if (!IsFrameHeader(marker))
                continue;
            var (width, height, components) = (0, 0, 0);
            if (FrameHeader(marker, segment, ref width, ref height, ref components) is not null)
                return false;
            size = new PictureSize(width, height);
            return true;
        }
        return false;
    }

    private static string? Read(
        ReadOnlySpan<byte> data,
        out int width,
        out int height,
        out int components,
        out int length
    )
    {
        (width, height, components, length) = (0, 0, 0, 0);
        if (data.Length < 4 || data[0] != 0xFF || data[1] != Soi)
            return "not a JPEG: it does not start with SOI (FFD8).";
        var at = 2;
        var scans = 0;
        while (true)
        {
            if (!TryMarker(data, ref at, out var marker))
                return "no marker where one must be: the JPEG is cut off or damaged.";
            if (marker == Eoi)
            {
                length = at;
                if (scans == 0)
                    return "no picture before EOI.";
                return data[at..].ContainsAnyExcept((byte)0) ? "more data after EOI." : null;
            }
            if (!HasLength(marker))
                return $"marker FF{marker:X2} where a segment must be.";
            if (!TrySegment(data, ref at, out var segment))
                return "cut off in a segment.";
            if (
                IsFrameHeader(marker)
                && FrameHeader(marker, segment, ref width, ref height, ref components) is { } wrong
            )
                return wrong;
            if (marker == Sos)
            {
                if (width == 0)
                    return "a scan before the frame header.";
                if (!TrySkipEntropyCoded(data, ref at))
                    return "cut off in the picture: no EOI.";
                scans++;
            }
        }
    }

    // T.81 B.1.1.2: any marker may be preceded by fill bytes FF.
    private static bool TryMarker(ReadOnlySpan<byte> data, ref int at, out byte marker)
    {
        marker = 0;
        if (at >= data.Length || data[at] != 0xFF)
            return false;
        while (at < data.Length && data[at] == 0xFF)
            at++;
        if (at >= data.Length || data[at] == 0)
            return false;
        marker = data[at++];
        return true;
    }

    // T.81 table B.1: SOI, EOI, TEM and RST0–RST7 stand alone; all other markers start a segment.
    private static bool HasLength(byte marker) => marker is not (Soi or Eoi or Tem or (>= 0xD0 and <= 0xD7));

    // T.81 B.1.1.4: length16, which counts itself, then the parameters.
    private static bool TrySegment(ReadOnlySpan<byte> data, ref int at, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        if (data.Length - at < 2)
            return false;
        var size = BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
        if (size < 2 || data.Length - at < size)
            return false;
        segment = data.Slice(at + 2, size - 2);
        at += size;
        return true;
    }

    // T.81 table B.1: SOF0–SOF15 without DHT, JPG and DAC, which lie between them.
    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (Dht or Jpg or Dac);

    // T.81 B.2.2: precision8 height16 width16 components8, then 3 bytes a component.
    private static string? FrameHeader(
        byte marker,
        ReadOnlySpan<byte> segment,
        ref int width,
        ref int height,
        ref int components
    )
    {
        if (marker is not (0xC0 or 0xC1 or 0xC2))
            return $"coding process SOF{marker - 0xC0}: only baseline, extended and progressive Huffman are supported.";
        if (width != 0)
            return "a second frame header.";
        if (segment.Length < 6)
            return "a frame header that is too short.";
        if (segment[0] != 8)
            return $"{segment[0]} bits a sample: only 8 are supported.";
        height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        components = segment[5];
        if (components is not (1 or 3))
            return $"{components} components: only 1 (grey) and 3 (colour) are supported.";
        if (segment.Length < 6 + 3 * components)
            return "a frame header that is too short.";
        return width is < MinSide or > MaxSide || height is < MinSide or > MaxSide
            ? $"{width}x{height} pixels: each side must have {MinSide} to {MaxSide}."
            : null;
    }

    // T.81 B.1.1.5: in entropy-coded data FF is followed by 00; restart markers FFD0–FFD7 stand
    // between its intervals.
    private static bool TrySkipEntropyCoded(ReadOnlySpan<byte> data, ref int at)
    {
        while (true)
        {
            var next = data[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= data.Length)
                return false;
            at += next;
            if (data[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return true;
            at += data[at + 1] == 0xFF ? 1 : 2;
        }
    }
}
