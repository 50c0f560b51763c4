namespace CamStream.TestPattern;

public sealed class TimeSquaresTests
{
    private static readonly DateTimeOffset _time = DateTimeOffset.FromUnixTimeMilliseconds(1_795_338_000_123);

    [Theory]
    [InlineData(320, 240)]
    [InlineData(640, 480)]
    [InlineData(854, 480)]
    [InlineData(1280, 720)]
    [InlineData(1921, 1080)]
    public void Drawn_squares_can_be_read(int width, int height)
    {
        var luma = Drawn(_time, width, height);

        TimeSquares.TryRead(luma, width, width, height, out var time).ShouldBeTrue();

        time.ShouldBe(_time);
    }

    [Fact]
    public void Bits_are_start_time_and_check() =>
        TimeSquares
            .Bits(DateTimeOffset.FromUnixTimeMilliseconds(0x0123_4567_89AB))
            .ToString("X16")
            .ShouldBe("B20123456789AB" + Crc8(0x01, 0x23, 0x45, 0x67, 0x89, 0xAB));

    [Fact]
    public void A_picture_of_640_has_squares_of_16_in_two_rows()
    {
        var luma = Drawn(_time, 640, 480);
        var bits = TimeSquares.Bits(_time);
        for (var y = 0; y < 32; y++)
        {
            for (var x = 0; x < 512; x++)
            {
                var white = (bits >> (63 - (y / 16 * 32 + x / 16)) & 1) != 0;
                luma[y * 640 + x].ShouldBe(white ? (byte)255 : (byte)0);
            }
        }
        luma[512].ShouldBe((byte)100);
        luma[32 * 640].ShouldBe((byte)100);
    }

    [Fact]
    public void Every_flipped_square_is_noticed()
    {
        for (var square = 0; square < 64; square++)
        {
            var luma = Drawn(_time, 320, 240);
            var (left, top, right, bottom) = TimeSquares.Square(square, 320);
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                    luma[y * 320 + x] ^= 255;
            }
            TimeSquares.TryRead(luma, 320, 320, 240, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void Grey_is_read_within_the_tolerance_only()
    {
        var luma = Array.ConvertAll(Drawn(_time, 320, 240), sample => sample == 0 ? (byte)90 : (byte)165);
        TimeSquares.TryRead(luma, 320, 320, 240, out var time).ShouldBeTrue();
        time.ShouldBe(_time);

        luma = Array.ConvertAll(luma, sample => sample == 90 ? (byte)100 : sample);
        TimeSquares.TryRead(luma, 320, 320, 240, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public void A_plain_picture_has_no_squares(byte grey)
    {
        var luma = new byte[320 * 240];
        luma.AsSpan().Fill(grey);

        TimeSquares.TryRead(luma, 320, 320, 240, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(319, 240)]
    [InlineData(320, 15)]
    [InlineData(16, 16)]
    public void A_picture_that_is_too_small_is_unchanged(int width, int height)
    {
        var luma = new byte[width * height];

        TimeSquares.TryDraw(_time, luma, width, width, height).ShouldBeFalse();

        luma.ShouldAllBe(sample => sample == 0);
    }

    private static byte[] Drawn(DateTimeOffset time, int width, int height)
    {
        var luma = new byte[width * height];
        luma.AsSpan().Fill(100);
        TimeSquares.TryDraw(time, luma, width, width, height).ShouldBeTrue();
        return luma;
    }

    // Polynomial long division over the bits, to check the CRC by another method.
    private static string Crc8(params byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(part => Convert.ToString(part, 2).PadLeft(8, '0'))) + "00000000";
        var remainder = 0;
        foreach (var bit in bits)
        {
            remainder = remainder << 1 | bit - '0';
            if ((remainder & 0x100) != 0)
                remainder ^= 0x107;
        }
        return remainder.ToString("X2");
    }
}
