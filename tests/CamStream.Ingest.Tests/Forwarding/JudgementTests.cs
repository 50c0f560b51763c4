using System.Globalization;
using CamStream.Frames;
using CamStream.Testing;

namespace CamStream.Ingest.Forwarding;

public class JudgementTests
{
    [Fact]
    public async Task A_frame_goes_to_the_encoder_with_its_size_and_no_correction_of_a_clock_that_is_right()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishAsync("front-door", 1, TestJpeg.Grey(640, 480));
        using var frame = await ingest.Encoders[0].NextAsync();
        (frame.Picture, frame.Correction).ShouldBe((new PictureSize(640, 480), TimeSpan.Zero));
    }

    [Fact]
    public async Task A_frame_goes_to_the_encoder_with_the_correction_of_its_cameras_clock()
    {
        await using var ingest = await IngestFixture.StartAsync();
        var captured = new DateTimeOffset(1970, 1, 2, 0, 0, 0, TimeSpan.Zero);
        var before = TimeProvider.System.GetUtcNow();
        await ingest.PublishRawAsync(
            "camstream/v1/front-door/frame",
            TestJpeg.Grey(320, 240),
            new FrameHeader("boot", 0, captured)
        );
        using var frame = await ingest.Encoders[0].NextAsync();
        frame.Picture.ShouldBe(new PictureSize(320, 240));
        (captured + frame.Correction!.Value).ShouldBeInRange(
            before.AddMicroseconds(-1),
            TimeProvider.System.GetUtcNow()
        );
    }

    [Fact]
    public async Task A_camera_does_not_judge_its_own_frames()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishRawAsync(
            "camstream/v1/front-door/frame",
            TestJpeg.Grey(640, 480),
            ("boot", "b"),
            ("seq", "1"),
            ("captured", UnixMicroseconds.From(TimeProvider.System.GetUtcNow()).ToString(CultureInfo.InvariantCulture)),
            ("size", "16x16"),
            ("correction", "86400000000")
        );
        using var frame = await ingest.Encoders[0].NextAsync();
        (frame.Picture, frame.Correction).ShouldBe((new PictureSize(640, 480), TimeSpan.Zero));
    }
}
