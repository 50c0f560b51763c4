using System.Globalization;
using CamStream.Frames;
using CamStream.Testing;

namespace CamStream.TestPattern;

public sealed class TestPictureTests
{
    private static readonly CameraId _camera = CameraId.Parse("demo-1");
    private static readonly DateTimeOffset _start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(640, 480, 80)]
    [InlineData(320, 240, 80)]
    [InlineData(320, 240, 20)]
    [InlineData(854, 480, 60)]
    public async Task Its_squares_tell_the_capture_time(int width, int height, int quality)
    {
        var picture = new TestPicture(_camera, width, height, quality);
        for (var frame = 0; frame < 3; frame++)
        {
            var captured = _start.AddMilliseconds(frame * 67);
            var decoded = await Ffmpeg.DecodeAsync(picture.Render(captured).ToArray(), width, height);
            TimeSquares.TryRead(decoded.Luma, width, width, height, out var time).ShouldBeTrue();
            time.ShouldBe(captured);
        }
    }

    [Theory]
    [InlineData(640, 480, 640, 480)]
    [InlineData(320, 240, 320, 240)]
    [InlineData(640, 480, 320, 240)]
    [InlineData(640, 480, 960, 720)]
    [InlineData(1280, 720, 640, 360)]
    public async Task Its_squares_survive_h264_and_scaling(int width, int height, int shownWidth, int shownHeight)
    {
        const int frames = 30;
        var picture = new TestPicture(_camera, width, height, 80);
        var stills = new MemoryStream();
        for (var i = 0; i < frames; i++)
            stills.Write(picture.Render(Time(i)));
        var h264 = await Ffmpeg.RunAsync(
            stills.ToArray(),
            "-f",
            "mjpeg",
            "-r",
            "15",
            "-i",
            "pipe:0",
            "-c:v",
            "libx264",
            "-preset",
            "superfast",
            "-tune",
            "zerolatency",
            "-crf",
            "25",
            "-maxrate",
            "800k",
            "-bufsize",
            "800k",
            "-pix_fmt",
            "yuv420p",
            "-threads",
            "1",
            "-f",
            "h264",
            "pipe:1"
        );

        var raw = await Ffmpeg.RunAsync(
            h264,
            "-f",
            "h264",
            "-r",
            "15",
            "-i",
            "pipe:0",
            "-vf",
            string.Create(CultureInfo.InvariantCulture, $"scale={shownWidth}:{shownHeight}:out_range=full"),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "yuvj420p",
            "pipe:1"
        );

        var times = Ffmpeg
            .Planes(raw, shownWidth, shownHeight)
            .Select(shown =>
                TimeSquares.TryRead(shown.Luma, shownWidth, shownWidth, shownHeight, out var time) ? time : default
            );
        times.ShouldBe(Enumerable.Range(0, frames).Select(Time));
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(33, 47)]
    [InlineData(160, 120)]
    [InlineData(4096, 16)]
    [InlineData(16, 4096)]
    public async Task Every_size_is_drawn(int width, int height)
    {
        var picture = new TestPicture(_camera, width, height, 80);
        picture.Render(_start);

        await Ffmpeg.DecodeAsync(picture.Render(_start.AddSeconds(1)).ToArray(), width, height);
    }

    [Fact]
    public async Task It_moves()
    {
        var picture = new TestPicture(_camera, 320, 240, 80);
        var first = await Ffmpeg.DecodeAsync(picture.Render(_start).ToArray(), 320, 240);
        var second = await Ffmpeg.DecodeAsync(picture.Render(_start.AddSeconds(1)).ToArray(), 320, 240);

        var moved = first
            .Luma.Zip(second.Luma)
            .Skip(60 * 320)
            .Take(120 * 320)
            .Count(pair => Math.Abs(pair.First - pair.Second) > 32);
        moved.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_picture_drawn_over_others_equals_a_new_one()
    {
        var used = new TestPicture(_camera, 320, 240, 80);
        for (var i = 0; i < 100; i++)
            used.Render(Time(i));

        used.Render(Time(100)).SequenceEqual(new TestPicture(_camera, 320, 240, 80).Render(Time(100))).ShouldBeTrue();
    }

    private static DateTimeOffset Time(int frame) => _start.AddMilliseconds(frame * 67);
}
