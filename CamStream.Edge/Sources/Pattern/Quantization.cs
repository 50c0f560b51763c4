namespace CamStream.Edge.Sources.Pattern;

/// <summary>The quantization tables of T.81 Annex K.1, scaled by quality as is usual: 50 is the table itself, 100 is all ones.</summary>
internal static class Quantization
{
    /// <summary>Natural index of each place of the zig-zag (T.81 figure A.6).</summary>
    public static ReadOnlySpan<byte> ZigZag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>T.81 table K.1, in natural order.</summary>
    private static ReadOnlySpan<byte> LumaBase =>
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    /// <summary>T.81 table K.2, in natural order.</summary>
    private static ReadOnlySpan<byte> ChromaBase =>
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>The steps for luma, in natural order, at <paramref name="quality"/> 1 to 100.</summary>
    public static byte[] Luma(int quality) => Scale(LumaBase, quality);

    /// <summary>The steps for chroma, in natural order, at <paramref name="quality"/> 1 to 100.</summary>
    public static byte[] Chroma(int quality) => Scale(ChromaBase, quality);

    private static byte[] Scale(ReadOnlySpan<byte> steps, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        var scaled = new byte[64];
        for (var i = 0; i < scaled.Length; i++) scaled[i] = (byte)Math.Clamp((steps[i] * percent + 50) / 100, 1, 255);
        return scaled;
    }
}
