using System.Buffers.Binary;

namespace CamStream.TestPattern;

/// <summary>
/// The bytes before the entropy-coded data of a baseline JPEG with 4:2:0 chroma (T.81 Annex B, JFIF
/// 1.02). They are the same for every frame.
/// </summary>
internal static class JpegHeader
{
    public static byte[] Write(int width, int height, byte[] lumaSteps, byte[] chromaSteps)
    {
        var header = new MemoryStream();
        header.Write([0xFF, 0xD8]);
        Segment(header, 0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0]);
        Segment(header, 0xDB, [0, .. InZigZag(lumaSteps)]);
        Segment(header, 0xDB, [1, .. InZigZag(chromaSteps)]);
        // SOF0: 8 bits per sample, height, width, three components: Y sampled 2x2 with table 0, Cb
        // and Cr 1x1 with table 1.
        Segment(header, 0xC0, [8, .. UInt16(height), .. UInt16(width), 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        foreach (
            var table in (HuffmanTable[])
                [HuffmanTable.LumaDc, HuffmanTable.LumaAc, HuffmanTable.ChromaDc, HuffmanTable.ChromaAc]
        )
        {
            Segment(header, 0xC4, [table.Destination, .. table.Bits.Span, .. table.Values.Span]);
        }
        Segment(header, 0xDA, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
        return header.ToArray();
    }

    private static void Segment(MemoryStream header, byte marker, ReadOnlySpan<byte> content)
    {
        header.Write([0xFF, marker]);
        header.Write(UInt16(content.Length + 2));
        header.Write(content);
    }

    private static byte[] InZigZag(byte[] natural) =>
        [.. Quantization.ZigZag.ToArray().Select(index => natural[index])];

    private static byte[] UInt16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
