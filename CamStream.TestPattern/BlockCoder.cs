using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CamStream.TestPattern;

/// <summary>
/// Codes 8x8 samples: discrete cosine transform (T.81 A.3.3), quantization (A.3.4) and the
/// run-length code of the AC coefficients (F.1.2.2).
/// </summary>
internal sealed class BlockCoder
{
    private const int EndOfBlock = 0x00,
        SixteenZeros = 0xF0;

    // Row u of the transform, and its transpose: F = C·X·Cᵀ, with C[u][x] =
    // ½·c(u)·cos((2x+1)uπ/16), c(0) = 1/√2.
    private static readonly float[] _cosine = Cosine();
    private static readonly float[] _transposed = Transpose(_cosine);

    private readonly float[] _inverseSteps;
    private readonly HuffmanTable _ac;

    public BlockCoder(byte[] steps, HuffmanTable ac)
    {
        _inverseSteps = Array.ConvertAll(steps, step => 1f / step);
        _ac = ac;
    }

    /// <summary>
    /// Codes the 8x8 samples at the start of <paramref name="samples"/> into
    /// <paramref name="block"/>.
    /// </summary>
    public void Code(ReadOnlySpan<byte> samples, int stride, ref CodedBlock block)
    {
        Span<float> shifted = stackalloc float[64];
        for (var y = 0; y < 8; y++)
        {
            var line = samples.Slice(y * stride, 8);
            for (var x = 0; x < 8; x++)
                shifted[y * 8 + x] = line[x] - 128;
        }
        Span<float> half = stackalloc float[64];
        Multiply(_cosine, shifted, half);
        Multiply(half, _transposed, shifted);
        Span<int> levels = stackalloc int[64];
        Quantize(shifted, levels);
        block.Dc = (short)levels[0];
        CodeAc(levels, ref block);
    }

    // Rows are vectors: row i of the product is Σ left[i][k] · row k of right.
    private static void Multiply(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> product)
    {
        var rows = MemoryMarshal.Cast<float, Vector256<float>>(right);
        var results = MemoryMarshal.Cast<float, Vector256<float>>(product);
        var (r0, r1, r2, r3, r4, r5, r6, r7) = (rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7]);
        for (var i = 0; i < 8; i++)
        {
            var factors = left.Slice(i * 8, 8);
            results[i] =
                factors[0] * r0
                + factors[1] * r1
                + (factors[2] * r2 + factors[3] * r3)
                + (factors[4] * r4 + factors[5] * r5 + (factors[6] * r6 + factors[7] * r7));
        }
    }

    private void Quantize(ReadOnlySpan<float> coefficients, Span<int> levels)
    {
        var values = MemoryMarshal.Cast<float, Vector256<float>>(coefficients);
        var inverse = MemoryMarshal.Cast<float, Vector256<float>>(_inverseSteps);
        var results = MemoryMarshal.Cast<int, Vector256<int>>(levels);
        for (var i = 0; i < results.Length; i++)
            results[i] = Vector256.ConvertToInt32(Vector256.Round(values[i] * inverse[i]));
    }

    private void CodeAc(ReadOnlySpan<int> levels, ref CodedBlock block)
    {
        block.Clear();
        var zeros = 0;
        if (!levels[1..].ContainsAnyExcept(0))
        {
            Add(ref block, EndOfBlock, 0, 0);
            return;
        }
        foreach (var natural in Quantization.ZigZag[1..])
        {
            var level = levels[natural];
            if (level == 0)
            {
                zeros++;
                continue;
            }
            for (; zeros > 15; zeros -= 16)
                Add(ref block, SixteenZeros, 0, 0);
            var size = Size(level);
            Add(ref block, zeros << 4 | size, Magnitude(level, size), size);
            zeros = 0;
        }
        if (zeros > 0)
            Add(ref block, EndOfBlock, 0, 0);
    }

    private void Add(ref CodedBlock block, int symbol, uint magnitude, int size)
    {
        var (code, length) = _ac[symbol];
        block.Add(code << size | magnitude, length + size);
    }

    /// <summary>
    /// The category of a level (T.81 tables F.1 and F.2): the number of bits of its magnitude.
    /// </summary>
    public static int Size(int level) => 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(level));

    /// <summary>
    /// The bits that distinguish a level within its category; a negative level is coded as its
    /// value minus one.
    /// </summary>
    public static uint Magnitude(int level, int size) => (uint)(level < 0 ? level - 1 : level) & (1u << size) - 1;

    private static float[] Cosine()
    {
        var cosine = new float[64];
        for (var i = 0; i < 64; i++)
        {
            var (u, x) = (i / 8, i % 8);
            cosine[i] = (float)(0.5 * (u == 0 ? Math.Sqrt(0.5) : 1) * Math.Cos((2 * x + 1) * u * Math.PI / 16));
        }
        return cosine;
    }

    private static float[] Transpose(float[] matrix)
    {
        var transposed = new float[64];
        for (var i = 0; i < 64; i++)
            transposed[i % 8 * 8 + i / 8] = matrix[i];
        return transposed;
    }
}
