using System.Buffers.Binary;

namespace CamStream.TestPattern;

/// <summary>
/// The capture time as black and white squares in the picture itself. They show a picture's age
/// after any encoder, and any scaling that keeps the aspect ratio.
/// <code>
///   The picture is W pixels wide and divided into 40 columns: column c covers x from
///   ⌊c·W/40⌋ to ⌊(c+1)·W/40⌋ (exclusive). The squares are in columns 0–31 of two rows at the top:
///   row r covers y from ⌊r·W/40⌋ to ⌊(r+1)·W/40⌋ (a side is W/40 both ways).
///   640 pixels wide: squares of 16x16 in a strip of 512x32. 320 pixels: 8x8 in 256x16.
///
///   64 bits, most significant first, left to right, then the second row. White (luma 255) is 1,
///   black (luma 0) is 0, chroma is neutral:
///     8 bits   start   0xB2 = 10110010
///    48 bits   time    milliseconds since the Unix epoch, UTC
///     8 bits   check   CRC-8 of the six bytes of time: polynomial 0x07, start 0,
///                      no reflection, no final XOR
///
///   To read a square, average its middle half both ways (x from left + ⌊width/4⌋,
///   ⌈width/2⌉ pixels; y alike). A mean below 96 is 0, above 159 is 1. Any other mean, a wrong
///   start or a wrong check means that the picture has no squares.
///   Of RGBA pixels, read the green channel: black and white have no colour.
/// </code>
/// </summary>
public static class TimeSquares
{
    /// <summary>Squares in a row.</summary>
    public const int Columns = 32;

    /// <summary>Rows of squares.</summary>
    public const int Rows = 2;

    /// <summary>
    /// The narrowest picture with squares, in pixels: narrower ones would make the squares too
    /// small to survive encoding.
    /// </summary>
    public const int MinWidth = 320;

    private const int Grid = 40;
    private const byte Start = 0xB2;
    private const int Black = 96,
        White = 159;

    /// <summary>Whether a picture of this size has room for squares.</summary>
    public static bool Fit(int width, int height) => width >= MinWidth && height >= StripHeight(width);

    /// <summary>Width of the strip of squares, in pixels.</summary>
    public static int StripWidth(int width) => Edge(Columns, width);

    /// <summary>Height of the strip of squares, in pixels.</summary>
    public static int StripHeight(int width) => Edge(Rows, width);

    /// <summary>The 64 bits of <paramref name="time"/>, most significant first.</summary>
    public static ulong Bits(DateTimeOffset time)
    {
        var milliseconds = (ulong)time.ToUnixTimeMilliseconds() & 0xFFFF_FFFF_FFFF;
        return (ulong)Start << 56 | milliseconds << 8 | Check(milliseconds);
    }

    /// <summary>The place of square 0 to 63, numbered as the bits are.</summary>
    public static (int Left, int Top, int Right, int Bottom) Square(int square, int width)
    {
        var (column, row) = (square % Columns, square / Columns);
        return (Edge(column, width), Edge(row, width), Edge(column + 1, width), Edge(row + 1, width));
    }

    /// <summary>
    /// Draws the squares of <paramref name="time"/> into luma samples, one byte per pixel.
    /// </summary>
    /// <returns>False, without drawing, if they do not <see cref="Fit"/>.</returns>
    public static bool TryDraw(DateTimeOffset time, Span<byte> luma, int stride, int width, int height)
    {
        if (!Fit(width, height))
            return false;
        var bits = Bits(time);
        for (var y = 0; y < StripHeight(width); y++)
        {
            var line = luma.Slice(y * stride, width);
            var row = y < Edge(1, width) ? 0 : 1;
            for (var column = 0; column < Columns; column++)
            {
                var white = (bits >> (63 - (row * Columns + column)) & 1) != 0;
                line[Edge(column, width)..Edge(column + 1, width)].Fill(white ? (byte)255 : (byte)0);
            }
        }
        return true;
    }

    /// <summary>Reads the squares from luma samples, one byte per pixel.</summary>
    /// <returns>False if there are no squares, or they cannot be read reliably.</returns>
    public static bool TryRead(ReadOnlySpan<byte> luma, int stride, int width, int height, out DateTimeOffset time)
    {
        time = default;
        if (width < Grid || height < StripHeight(width))
            return false;
        var bits = 0ul;
        for (var square = 0; square < Rows * Columns; square++)
        {
            var mean = Mean(luma, stride, width, square % Columns, square / Columns);
            if (mean is >= Black and <= White)
                return false;
            bits = bits << 1 | (mean > White ? 1ul : 0);
        }
        var milliseconds = bits >> 8 & 0xFFFF_FFFF_FFFF;
        if (bits >> 56 != Start || (byte)bits != Check(milliseconds) || milliseconds > _latest)
            return false;
        time = DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
        return true;
    }

    private static readonly ulong _latest = (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static int Edge(int square, int width) => square * width / Grid;

    private static int Mean(ReadOnlySpan<byte> luma, int stride, int width, int column, int row)
    {
        var (left, columns) = Middle(Edge(column, width), Edge(column + 1, width));
        var (top, lines) = Middle(Edge(row, width), Edge(row + 1, width));
        var sum = 0;
        for (var y = top; y < top + lines; y++)
        {
            foreach (var sample in luma.Slice(y * stride + left, columns))
                sum += sample;
        }
        return sum / (columns * lines);
    }

    private static (int From, int Count) Middle(int from, int to) => (from + (to - from) / 4, (to - from + 1) / 2);

    private static byte Check(ulong milliseconds)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, milliseconds);
        var crc = 0;
        foreach (var part in bytes[2..])
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 0x80) != 0 ? (crc << 1 ^ 0x07) & 0xFF : crc << 1;
        }
        return (byte)crc;
    }
}
