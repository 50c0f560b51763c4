using CamStream.Testing;

namespace CamStream.Ingest.Cameras;

public class LiveCameraTests
{
    [Fact]
    public async Task A_camera_without_a_status_is_live_with_its_frames_and_stalls_without_them()
    {
        await using var ingest = await IngestFixture.StartAsync(1, "--Cameras:StalledAfterMilliseconds=300");
        var seen = ingest.UntilAsync("front-door", camera => camera is { State: CameraState.Live, Encoder: not null });
        // On a busy machine the camera may stall before its encoder is chosen, so it publishes
        // until then.
        for (var sequence = 1; !seen.IsCompleted; sequence++)
        {
            await ingest.PublishAsync("front-door", sequence, TestJpeg.Grey(320, 240));
        }
        var live = await seen;
        (live.Width, live.Height, live.Encoder).ShouldBe((320, 240, "encoder-0"));
        await ingest.UntilAsync("front-door", camera => camera.State == CameraState.Stalled);
    }
}
