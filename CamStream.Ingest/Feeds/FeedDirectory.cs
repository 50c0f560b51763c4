using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Ingest.Cameras;

namespace CamStream.Ingest.Feeds;

/// <summary>The feeds of all cameras; a camera has its own from its first frame until Ingest stops.</summary>
internal sealed class FeedDirectory(Func<Camera, CameraFeed> create) : IHostedService
{
    private readonly ConcurrentDictionary<CameraId, Lazy<CameraFeed>> _feeds = new();

    public CameraFeed Of(Camera camera) =>
        _feeds.GetOrAdd(camera.Id, static (_, made) => new Lazy<CameraFeed>(() => made.create(made.camera)), (create, camera)).Value;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_feeds.Values.Select(feed => feed.Value.DisposeAsync().AsTask())).WaitAsync(cancellationToken);
}
