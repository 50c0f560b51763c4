using System.Buffers.Binary;

namespace CamStream.Testing;

/// <summary>
/// Makes the smallest complete JPEGs: baseline, grey, of any size. Every block is "no change, end
/// of block" (T.81 F.1.2), so the picture is mid-grey.
/// </summary>
public static class TestJpeg
{
    /// <summary>A JPEG of <paramref name="width"/> × <paramref name="height"/> pixels.</summary>
    public static byte[] Grey(int width = 64, int height = 48)
    {
        var jpeg = new List<byte>();
        jpeg.AddRange([0xFF, 0xD8]);
        Segment(jpeg, 0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
        var frame = new byte[] { 8, 0, 0, 0, 0, 1, 1, 0x11, 0 };
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(3), (ushort)width);
        Segment(jpeg, 0xC0, frame);
        // One code of one bit each, "0": DC difference of category 0; AC end of block.
        Segment(jpeg, 0xC4, [0x00, 1, .. new byte[15], 0x00]);
        Segment(jpeg, 0xC4, [0x10, 1, .. new byte[15], 0x00]);
        Segment(jpeg, 0xDA, [1, 1, 0x00, 0, 63, 0]);
        var bits = 2 * ((width + 7) / 8) * ((height + 7) / 8);
        jpeg.AddRange(new byte[bits / 8]);
        // The last byte is padded with ones (T.81 F.1.2.3).
        if (bits % 8 != 0)
            jpeg.Add((byte)(0xFF >> (bits % 8)));
        jpeg.AddRange([0xFF, 0xD9]);
        return [.. jpeg];
    }

    private static void Segment(List<byte> jpeg, byte marker, byte[] body)
    {
        var length = body.Length + 2;
        jpeg.AddRange([0xFF, marker, (byte)(length >> 8), (byte)length, .. body]);
    }
}
