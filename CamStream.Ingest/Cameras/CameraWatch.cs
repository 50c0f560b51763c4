namespace CamStream.Ingest.Cameras;

/// <summary>Looks at every camera four times a second: a change of state is told at once, the rest of a live camera once a second.</summary>
internal sealed class CameraWatch(CameraRegistry registry, CameraEvents events, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(250);
    private const int LooksPerSecond = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, time);
        for (var look = 0; await timer.WaitForNextTickAsync(stoppingToken); look++) Look(tellLive: look % LooksPerSecond == 0);
    }

    private void Look(bool tellLive)
    {
        var now = time.GetUtcNow();
        foreach (var camera in registry.All())
        {
            if (camera.Judge(now) || (tellLive && events.HasListeners && camera.View().State == CameraState.Live)) events.Changed(camera);
            else if (camera.IsForgettable(now) && registry.Remove(camera.Id)) events.Removed(camera);
        }
    }
}
