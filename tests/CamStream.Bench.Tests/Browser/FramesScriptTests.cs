using CamStream.Frames;
using CamStream.Testing.Browser;
using CamStream.TestPattern;

namespace CamStream.Bench.Browser;

public class FramesScriptTests
{
    private const string ReadImage = """
        async base64 => {
          const image = new Image();
          image.src = 'data:image/jpeg;base64,' + base64;
          await image.decode();
          return camstreamBench.read(image, image.naturalWidth);
        }
        """;

    private static readonly DateTimeOffset _captured = DateTimeOffset.FromUnixTimeMilliseconds(1_795_000_000_123);

    [Fact]
    public async Task Capture_time_is_read_from_the_test_picture_of_any_size_and_quality()
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync();
        await page.EvaluateAsync(Resource.Read("frames.js"));
        foreach (
            var (width, height, quality) in new[] { (640, 480, 80), (1280, 720, 95), (320, 240, 40), (728, 410, 80) }
        )
        {
            var jpeg = new TestPicture(CameraId.Parse("bench"), width, height, quality).Render(_captured).ToArray();

            var read = await page.EvaluateAsync<double?>(ReadImage, Convert.ToBase64String(jpeg));

            read.ShouldBe(_captured.ToUnixTimeMilliseconds(), $"{width}x{height}, quality {quality}");
        }
    }

    [Fact]
    public async Task Picture_without_squares_has_no_capture_time()
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.OpenAsync();
        await page.EvaluateAsync(Resource.Read("frames.js"));

        var read = await page.EvaluateAsync<double?>("() => camstreamBench.read(new OffscreenCanvas(640, 480), 640)");

        read.ShouldBeNull();
    }
}
