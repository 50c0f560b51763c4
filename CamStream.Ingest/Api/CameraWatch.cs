using CamStream.Ingest.Cameras;
using CamStream.Ingest.Forwarding;

namespace CamStream.Ingest.Api;

/// <summary>
/// Looks at every camera four times a second, forgets those that are gone, and sends events of what
/// changed. A live camera changes with every frame: it is reported once a second. However often a
/// camera speaks, listeners hear no more of it than that.
/// </summary>
internal sealed class CameraWatch(
    CameraRegistry registry,
    CameraEvents events,
    CameraForwarders forwarders,
    TimeProvider time
) : BackgroundService
{
    private const int LooksPerSecond = 4;
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1) / LooksPerSecond;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, time);
        for (var look = 0; await timer.WaitForNextTickAsync(stoppingToken); look++)
            Look(reportLive: look % LooksPerSecond == 0);
    }

    private void Look(bool reportLive)
    {
        var now = time.GetUtcNow();
        foreach (var camera in registry.All())
        {
            camera.Judge(now);
            if (camera.IsForgettable(now) && registry.Remove(camera.Id))
                events.Removed(camera);
            else if (camera.TakeNews() | (reportLive && camera.State == CameraState.Live))
                events.Changed(camera);
        }
        forwarders.EndForgotten(registry);
    }
}
