using System.Buffers;
using System.Buffers.Binary;

namespace CamStream.Encoder.Matroska;

/// <summary>
/// The Matroska that ffmpeg reads (RFC 9559): one MJPEG track, live. Every frame is a cluster of
/// its own, of known size, so that ffmpeg has it whole with its last byte; the cluster's 64-bit
/// time has no end to run into. After each prefix the caller writes the JPEG itself.
/// </summary>
internal static class MatroskaWriter
{
    private const int NanosecondsPerSecond = 1_000_000_000;
    private const int DurationOffset = 109;
    private const int WidthOffset = 117;
    private const int HeightOffset = 121;

    /// <summary>The widest and highest picture that the header can say.</summary>
    public const int MaxPixels = ushort.MaxValue;

    /// <summary>The lowest rate that the header can say: its frame duration has 32 bits.</summary>
    public const double MinFramesPerSecond = 0.25;

    // ID, size (one byte, with the high bit set), value. What differs is written over the zeros.
    private static ReadOnlySpan<byte> Header =>
        [
            0x1A,
            0x45,
            0xDF,
            0xA3,
            0xA3, // EBML (RFC 8794 §11.2)
            0x42,
            0x86,
            0x81,
            1, //          EBMLVersion
            0x42,
            0xF7,
            0x81,
            1, //          EBMLReadVersion
            0x42,
            0xF2,
            0x81,
            4, //          EBMLMaxIDLength
            0x42,
            0xF3,
            0x81,
            8, //          EBMLMaxSizeLength
            0x42,
            0x82,
            0x88,
            (byte)'m',
            (byte)'a',
            (byte)'t',
            (byte)'r',
            (byte)'o',
            (byte)'s',
            (byte)'k',
            (byte)'a', // DocType
            0x42,
            0x87,
            0x81,
            4, //          DocTypeVersion
            0x42,
            0x85,
            0x81,
            2, //          DocTypeReadVersion
            0x18,
            0x53,
            0x80,
            0x67,
            0x01,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF, // Segment (RFC 9559 §5.1), of unknown size
            0x15,
            0x49,
            0xA9,
            0x66,
            0x93, // Info (§5.1.2)
            0x2A,
            0xD7,
            0xB1,
            0x83,
            0x0F,
            0x42,
            0x40, //                               TimestampScale: 1,000,000 ns
            0x4D,
            0x80,
            0x83,
            (byte)'e',
            (byte)'n',
            (byte)'c', //                      MuxingApp
            0x57,
            0x41,
            0x83,
            (byte)'e',
            (byte)'n',
            (byte)'c', //                      WritingApp
            0x16,
            0x54,
            0xAE,
            0x6B,
            0xAA, // Tracks (§5.1.4)
            0xAE,
            0xA8, //                     TrackEntry
            0xD7,
            0x81,
            1, //                    TrackNumber
            0x73,
            0xC5,
            0x81,
            1, //              TrackUID
            0x83,
            0x81,
            1, //                    TrackType: video
            0x9C,
            0x81,
            0, //                    FlagLacing: none
            0x86,
            0x87,
            (byte)'V',
            (byte)'_',
            (byte)'M',
            (byte)'J',
            (byte)'P',
            (byte)'E',
            (byte)'G', // CodecID
            0x23,
            0xE3,
            0x83,
            0x84,
            0,
            0,
            0,
            0, // DefaultDuration, nanoseconds
            0xE0,
            0x88, //                       Video
            0xB0,
            0x82,
            0,
            0, //                   PixelWidth
            0xBA,
            0x82,
            0,
            0, //                   PixelHeight
        ];

    /// <summary>Writes what stands before the first frame.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="width">Pixels, 1 to <see cref="MaxPixels"/>.</param>
    /// <param name="height">Pixels, 1 to <see cref="MaxPixels"/>.</param>
    /// <param name="framesPerSecond">
    /// Nominal, at least <see cref="MinFramesPerSecond"/>; without it x264 counts on 1000 and
    /// starves the picture.
    /// </param>
    public static void WriteHeader(IBufferWriter<byte> output, int width, int height, double framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxPixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxPixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(framesPerSecond, MinFramesPerSecond);

        var header = output.GetSpan(Header.Length);
        Header.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(
            header[DurationOffset..],
            (uint)Math.Round(NanosecondsPerSecond / framesPerSecond)
        );
        BinaryPrimitives.WriteUInt16BigEndian(header[WidthOffset..], (ushort)width);
        BinaryPrimitives.WriteUInt16BigEndian(header[HeightOffset..], (ushort)height);
        output.Advance(Header.Length);
    }

    /// <summary>
    /// Writes what stands before a frame: a Cluster (§5.1.3) with its Timestamp and the front of
    /// its SimpleBlock (§10.2).
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="milliseconds">The frame's time, not negative.</param>
    /// <param name="length">The bytes that follow, at least 1.</param>
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

    // RFC 8794 §4: as many leading zeros as bytes follow, then a one, then the value; all ones is
    // kept for "unknown".
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
