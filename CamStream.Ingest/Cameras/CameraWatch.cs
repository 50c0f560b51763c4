using CamStream.Ingest.Feeds;

namespace CamStream.Ingest.Cameras;

/// <summary>
/// Looks at every camera four times a second and tells what changed; of a live camera, which
/// changes with every frame, once a second. However often a camera speaks, its listeners hear no
/// more of it than that.
/// </summary>
internal sealed class CameraWatch(CameraRegistry registry, CameraEvents events, FeedDirectory feeds, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(250);
    private const int LooksPerSecond = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, time);
        for (var look = 0; await timer.WaitForNextTickAsync(stoppingToken); look++)
            Look(tellLive: look % LooksPerSecond == 0);
    }

    private void Look(bool tellLive)
    {
        var now = time.GetUtcNow();
        foreach (var camera in registry.All())
        {
            camera.Judge(now);
            if (camera.IsForgettable(now) && registry.Remove(camera.Id))
                events.Removed(camera);
            else if (camera.TakeNews() | (tellLive && camera.State == CameraState.Live))
                events.Changed(camera);
        }
        feeds.EndForgotten(registry);
    }
}
