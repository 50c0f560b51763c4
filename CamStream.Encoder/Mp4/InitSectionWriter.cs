using System.Security.Cryptography;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Mp4;

/// <summary>
/// Writes the media initialization section of an H.264 track: the boxes of a CMAF header (ISO/IEC
/// 14496-12, ISO/IEC 23000-19 §7.3.1). It holds no creation time and no name, so equal
/// configurations give equal bytes.
/// </summary>
internal static class InitSectionWriter
{
    /// <summary>The only track.</summary>
    public const uint TrackId = 1;

    private const int CapacityBeyondAvcC = 1024;
    private const int HashDigits = 16;
    private const uint One16Dot16 = 0x00010000;
    private const uint Dpi72 = 0x00480000;

    /// <summary>
    /// Builds the section for a decoder configuration. The SPS gives the size of the picture.
    /// </summary>
    /// <param name="avcC">The AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1).</param>
    /// <exception cref="InvalidDataException">The record or its SPS is malformed.</exception>
    public static InitSection Build(ReadOnlySpan<byte> avcC)
    {
        var configuration = AvcConfiguration.Parse(avcC);
        var (width, height) = (configuration.Sps.Width, configuration.Sps.Height);

        var writer = new BoxWriter(CapacityBeyondAvcC + avcC.Length);
        FileType(writer);
        using (writer.Box("moov"u8))
        {
            MovieHeader(writer);
            using (writer.Box("trak"u8))
            {
                TrackHeader(writer, width, height);
                using (writer.Box("mdia"u8))
                {
                    MediaHeader(writer);
                    Handler(writer);
                    using (writer.Box("minf"u8))
                    {
                        using (writer.FullBox("vmhd"u8, 0, 1))
                            writer.Zeros(8); // §12.1.2: copy mode
                        using (writer.Box("dinf"u8))
                            DataReference(writer);
                        using (writer.Box("stbl"u8))
                            SampleTable(writer, avcC, width, height);
                    }
                }
            }

            using (writer.Box("mvex"u8))
                TrackExtends(writer);
        }

        var data = writer.Finish();
        var hash = Convert.ToHexStringLower(SHA256.HashData(data))[..HashDigits];
        return new InitSection(hash, data, configuration.Codecs, width, height);
    }

    // §4.3. iso6: fragments with their own decode time, offsets from the moof; cmfc: CMAF (ISO/IEC
    // 23000-19 §7.2).
    private static void FileType(BoxWriter writer)
    {
        using var box = writer.Box("ftyp"u8);
        writer.Bytes("iso6"u8);
        writer.UInt32(0);
        writer.Bytes("iso6"u8);
        writer.Bytes("cmfc"u8);
        writer.Bytes("mp41"u8);
    }

    // §8.2.2: creation, modification, timescale, duration (0: in the fragments), rate, volume,
    // reserved, matrix, pre_defined, next track
    private static void MovieHeader(BoxWriter writer)
    {
        using var box = writer.FullBox("mvhd"u8, 0, 0);
        writer.Zeros(8);
        writer.UInt32(MediaTime.TicksPerSecond);
        writer.UInt32(0);
        writer.UInt32(One16Dot16);
        writer.UInt16(0x0100);
        writer.Zeros(10);
        UnityMatrix(writer);
        writer.Zeros(24);
        writer.UInt32(TrackId + 1);
    }

    // §8.3.2: creation, modification, track, reserved, duration, reserved, layer, group, volume,
    // reserved, matrix, width, height. Flags: enabled, in movie, in preview.
    private static void TrackHeader(BoxWriter writer, int width, int height)
    {
        using var box = writer.FullBox("tkhd"u8, 0, 7);
        writer.Zeros(8);
        writer.UInt32(TrackId);
        writer.Zeros(8);
        writer.Zeros(16);
        UnityMatrix(writer);
        writer.UInt32((uint)width << 16);
        writer.UInt32((uint)height << 16);
    }

    // §8.4.2: creation, modification, timescale, duration, language, pre_defined
    private static void MediaHeader(BoxWriter writer)
    {
        using var box = writer.FullBox("mdhd"u8, 0, 0);
        writer.Zeros(8);
        writer.UInt32(MediaTime.TicksPerSecond);
        writer.UInt32(0);
        writer.UInt16(0x55C4); // "und"
        writer.UInt16(0);
    }

    // §8.4.3
    private static void Handler(BoxWriter writer)
    {
        using var box = writer.FullBox("hdlr"u8, 0, 0);
        writer.UInt32(0);
        writer.Bytes("vide"u8);
        writer.Zeros(12);
        writer.Bytes("video\0"u8);
    }

    // §8.7.2: the media is in this file
    private static void DataReference(BoxWriter writer)
    {
        using var box = writer.FullBox("dref"u8, 0, 0);
        writer.UInt32(1);
        writer.FullBox("url "u8, 0, 1).Dispose();
    }

    // §8.5: every table but the description is empty, the samples are in the fragments
    private static void SampleTable(BoxWriter writer, ReadOnlySpan<byte> avcC, int width, int height)
    {
        using (writer.FullBox("stsd"u8, 0, 0))
        {
            writer.UInt32(1);
            using (writer.Box("avc1"u8))
            {
                VisualSampleEntry(writer, width, height);
                using (writer.Box("avcC"u8))
                    writer.Bytes(avcC);
            }
        }

        using (writer.FullBox("stts"u8, 0, 0))
            writer.UInt32(0);
        using (writer.FullBox("stsc"u8, 0, 0))
            writer.UInt32(0);
        using (writer.FullBox("stsz"u8, 0, 0))
            writer.Zeros(8);
        using (writer.FullBox("stco"u8, 0, 0))
            writer.UInt32(0);
    }

    // §12.1.3: reserved, data reference, pre_defined, width, height, resolutions, reserved, frames
    // a sample, compressor's name, depth, pre_defined
    private static void VisualSampleEntry(BoxWriter writer, int width, int height)
    {
        writer.Zeros(6);
        writer.UInt16(1);
        writer.Zeros(16);
        writer.UInt16(width);
        writer.UInt16(height);
        writer.UInt32(Dpi72);
        writer.UInt32(Dpi72);
        writer.UInt32(0);
        writer.UInt16(1);
        writer.Zeros(32);
        writer.UInt16(0x0018);
        writer.UInt16(0xFFFF);
    }

    // §8.8.3: track, sample description, default duration, size and flags (each sample states its
    // own)
    private static void TrackExtends(BoxWriter writer)
    {
        using var box = writer.FullBox("trex"u8, 0, 0);
        writer.UInt32(TrackId);
        writer.UInt32(1);
        writer.Zeros(12);
    }

    private static void UnityMatrix(BoxWriter writer)
    {
        foreach (var value in (ReadOnlySpan<uint>)[One16Dot16, 0, 0, 0, One16Dot16, 0, 0, 0, 0x40000000])
            writer.UInt32(value);
    }
}
