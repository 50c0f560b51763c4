using CamStream.Frames.Jpeg;
using CamStream.Testing;

namespace CamStream.TestPattern;

public sealed class JpegEncoderTests
{
    [Theory]
    [InlineData(16, 16, 80)]
    [InlineData(17, 33, 80)]
    [InlineData(320, 240, 50)]
    [InlineData(641, 479, 90)]
    [InlineData(64, 64, 1)]
    [InlineData(64, 64, 100)]
    public async Task Ffmpeg_decodes_what_was_drawn_without_a_warning(int width, int height, int quality)
    {
        var picture = Noise(width, height, quality == 100 ? 64 : 8);
        var jpeg = new JpegEncoder(picture, quality).Encode().ToArray();

        JpegStructure.TryRead(jpeg, out var info, out var problem).ShouldBeTrue(problem);
        info.ShouldBe(new JpegInfo(width, height, 3, jpeg.Length));
        var decoded = await Ffmpeg.DecodeAsync(jpeg, width, height);
        MeanError(picture, decoded)
            .ShouldBeLessThan(
                quality switch
                {
                    100 => 0.8,
                    >= 80 => 6,
                    >= 50 => 10,
                    _ => 20,
                }
            );
    }

    [Fact]
    public void A_changed_picture_is_coded_like_a_new_one()
    {
        var picture = Noise(100, 60, 64);
        var encoder = new JpegEncoder(picture, 80);
        encoder.Encode();
        var random = new Random(2);
        for (var round = 0; round < 50; round++)
        {
            var (x, y) = (random.Next(100), random.Next(60));
            picture.Luma[y * picture.LumaStride + x] = (byte)random.Next(256);
            picture.Cb[y / 2 * picture.ChromaStride + x / 2] = (byte)random.Next(256);
            encoder.Invalidate(new Area(x, y, x + 1, y + 1));

            var again = encoder.Encode();

            again.SequenceEqual(new JpegEncoder(picture, 80).Encode()).ShouldBeTrue();
        }
    }

    [Fact]
    public void Areas_outside_the_picture_do_no_harm()
    {
        var picture = Noise(40, 40, 10);
        var encoder = new JpegEncoder(picture, 80);
        var before = encoder.Encode().ToArray();

        encoder.Invalidate(new Area(-100, -100, 1000, 1000));
        encoder.Invalidate(new Area(100, 100, 120, 120));
        encoder.Invalidate(new Area(-50, -50, -20, -20));

        encoder.Encode().SequenceEqual(before).ShouldBeTrue();
    }

    private static YCbCrPicture Noise(int width, int height, int amplitude)
    {
        var random = new Random(1);
        var picture = new YCbCrPicture(width, height);
        for (var i = 0; i < picture.Luma.Length; i++)
            picture.Luma[i] = (byte)(128 + 60 * Math.Sin(i / 40.0) + random.Next(-amplitude, amplitude));
        for (var i = 0; i < picture.Cb.Length; i++)
            (picture.Cb[i], picture.Cr[i]) = ((byte)(100 + i % 37), (byte)(150 - i % 23));
        return picture;
    }

    private static double MeanError(YCbCrPicture picture, DecodedPicture decoded)
    {
        var sum = 0.0;
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                sum += Math.Abs(picture.Luma[y * picture.LumaStride + x] - decoded.Luma[y * picture.Width + x]);
            }
        }
        var chroma = 0.0;
        var (halfWidth, halfHeight) = ((picture.Width + 1) / 2, (picture.Height + 1) / 2);
        for (var y = 0; y < halfHeight; y++)
        {
            for (var x = 0; x < halfWidth; x++)
            {
                chroma += Math.Abs(picture.Cb[y * picture.ChromaStride + x] - decoded.Cb[y * halfWidth + x]);
                chroma += Math.Abs(picture.Cr[y * picture.ChromaStride + x] - decoded.Cr[y * halfWidth + x]);
            }
        }
        return Math.Max(sum / (picture.Width * picture.Height), chroma / (2 * halfWidth * halfHeight));
    }
}
