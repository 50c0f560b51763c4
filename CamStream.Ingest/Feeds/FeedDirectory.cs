using System.Collections.Concurrent;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Telemetry;

namespace CamStream.Ingest.Feeds;

/// <summary>
/// The feeds of all cameras; a camera has its own from its first frame until it is forgotten or
/// Ingest stops.
/// </summary>
internal sealed class FeedDirectory : IHostedService
{
    // By the object and not by its id: a camera that comes back after it was forgotten is another
    // one.
    private readonly ConcurrentDictionary<Camera, Lazy<CameraFeed>> _feeds = new();
    private readonly Func<Camera, CameraFeed> _create;

    public FeedDirectory(Func<Camera, CameraFeed> create, IngestMetrics metrics)
    {
        _create = create;
        metrics.ObserveQueues(() => _feeds.Select(feed => (feed.Key.Id, feed.Value.Value.Waiting)));
    }

    public CameraFeed Of(Camera camera) =>
        _feeds.GetOrAdd(camera, static (camera, create) => new Lazy<CameraFeed>(() => create(camera)), _create).Value;

    /// <summary>
    /// Ends the feeds of cameras that <paramref name="registry"/> no longer knows.
    /// </summary>
    public void EndForgotten(CameraRegistry registry)
    {
        foreach (var (camera, _) in _feeds)
        {
            if (registry.TryGet(camera.Id, out var known) && known == camera)
                continue;
            // Not waited for: an encoder that is slow to take the last frames holds up nobody else.
            if (_feeds.TryRemove(camera, out var feed))
                _ = feed.Value.DisposeAsync().AsTask();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_feeds.Values.Select(feed => feed.Value.DisposeAsync().AsTask())).WaitAsync(cancellationToken);
}
