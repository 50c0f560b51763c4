using System.Buffers;
using System.Buffers.Binary;

namespace CamStream.Encoder.Matroska;

/// <summary>
/// Writes the Matroska that ffmpeg reads (RFC 9559): one live MJPEG track. Every frame is a cluster
/// of its own with a known size, so ffmpeg has the whole frame with its last byte. A cluster's time
/// has 64 bits, so it does not wrap. After each prefix the caller writes the JPEG.
/// </summary>
internal static class MatroskaWriter
{
    private const int NanosecondsPerSecond = 1_000_000_000;
    private const int DurationOffset = 109;
    private const int WidthOffset = 117;
    private const int HeightOffset = 121;

    /// <summary>The largest width and height that fit into the header, in pixels.</summary>
    public const int MaxPixels = ushort.MaxValue;

    /// <summary>
    /// The lowest frame rate that fits into the header: the frame duration has 32 bits.
    /// </summary>
    public const double MinFramesPerSecond = 0.25;

    // Each element: ID, size (one byte with the high bit set), value. WriteHeader fills in the
    // zeros.
    private static readonly byte[] _header = Convert.FromHexString(
        "1A45DFA3A3" // EBML (RFC 8794 §11.2)
            + "42868101" // EBMLVersion 1
            + "42F78101" // EBMLReadVersion 1
            + "42F28104" // EBMLMaxIDLength 4
            + "42F38108" // EBMLMaxSizeLength 8
            + "4282886D6174726F736B61" // DocType "matroska"
            + "42878104" // DocTypeVersion 4
            + "42858102" // DocTypeReadVersion 2
            + "1853806701FFFFFFFFFFFFFF" // Segment (RFC 9559 §5.1), of unknown size
            + "1549A96693" // Info (§5.1.2)
            + "2AD7B1830F4240" // TimestampScale 1,000,000 ns
            + "4D8083656E63" // MuxingApp "enc"
            + "574183656E63" // WritingApp "enc"
            + "1654AE6BAA" // Tracks (§5.1.4)
            + "AEA8" // TrackEntry
            + "D78101" // TrackNumber 1
            + "73C58101" // TrackUID 1
            + "838101" // TrackType 1, video
            + "9C8100" // FlagLacing 0, none
            + "8687565F4D4A504547" // CodecID "V_MJPEG"
            + "23E3838400000000" // DefaultDuration, ns
            + "E088" // Video
            + "B0820000" // PixelWidth
            + "BA820000" // PixelHeight
    );

    /// <summary>Writes the header, before the first frame.</summary>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="width">Pixels, 1 to <see cref="MaxPixels"/>.</param>
    /// <param name="height">Pixels, 1 to <see cref="MaxPixels"/>.</param>
    /// <param name="framesPerSecond">
    /// The nominal rate, at least <see cref="MinFramesPerSecond"/>. Without it x264 assumes 1000
    /// frames per second, and gives each picture far too few bits.
    /// </param>
    public static void WriteHeader(IBufferWriter<byte> output, int width, int height, double framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxPixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxPixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(framesPerSecond, MinFramesPerSecond);

        var header = output.GetSpan(_header.Length);
        _header.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(
            header[DurationOffset..],
            (uint)Math.Round(NanosecondsPerSecond / framesPerSecond)
        );
        BinaryPrimitives.WriteUInt16BigEndian(header[WidthOffset..], (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(header[HeightOffset..], (ushort)height);
        output.Advance(_header.Length);
    }

    /// <summary>
    /// Writes the prefix of a frame: a Cluster (§5.1.3) with its Timestamp, and the start of its
    /// SimpleBlock (§10.2).
    /// </summary>
    /// <param name="output">Receives the bytes.</param>
    /// <param name="milliseconds">The frame's time in milliseconds, not negative.</param>
    /// <param name="length">The length of the JPEG that follows, in bytes, at least 1.</param>
    public static void WriteFramePrefix(IBufferWriter<byte> output, long milliseconds, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);

        long block = 4L + length;
        var cluster = 10 + 1 + SizeLength(block) + block;

        var prefix = output.GetSpan(32);
        BinaryPrimitives.WriteUInt32BigEndian(prefix, 0x1F43B675); // Cluster
        var at = 4 + WriteSize(prefix[4..], cluster);
        prefix[at++] = 0xE7; // Timestamp, 8 bytes
        prefix[at++] = 0x88;
        BinaryPrimitives.WriteInt64BigEndian(prefix[at..], milliseconds);
        at += 8;
        prefix[at++] = 0xA3; // SimpleBlock
        at += WriteSize(prefix[at..], block);
        prefix[at++] = 0x81; // track 1
        BinaryPrimitives.WriteInt16BigEndian(prefix[at..], 0); // at the cluster's time
        at += 2;
        prefix[at++] = 0x80; // keyframe, no lacing
        output.Advance(at);
    }

    // RFC 8794 §4: as many leading zeros as bytes follow, then a one, then the value. All ones
    // means "unknown".
    private static int SizeLength(long size)
    {
        var length = 1;
        while (size >= (1L << (7 * length)) - 1)
            length++;
        return length;
    }

    private static int WriteSize(Span<byte> output, long size)
    {
        var length = SizeLength(size);
        var value = size | 1L << (7 * length);
        for (var i = length - 1; i >= 0; i--, value >>= 8)
            output[i] = (byte)value;
        return length;
    }
}
