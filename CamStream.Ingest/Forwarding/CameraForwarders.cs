using System.Collections.Concurrent;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Telemetry;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// The forwarders of all cameras. A camera has one from its first frame until it is forgotten or
/// Ingest stops.
/// </summary>
internal sealed class CameraForwarders : IHostedService
{
    // By the object, not by its id: a camera that comes back after it was forgotten is a new one.
    private readonly ConcurrentDictionary<Camera, Lazy<CameraForwarder>> _forwarders = new();
    private readonly Func<Camera, CameraForwarder> _create;

    public CameraForwarders(Func<Camera, CameraForwarder> create, IngestMetrics metrics)
    {
        _create = create;
        metrics.ObserveQueues(() => _forwarders.Select(forwarder => (forwarder.Key.Id, forwarder.Value.Value.Waiting)));
    }

    /// <summary>The forwarder of <paramref name="camera"/>, made with its first frame.</summary>
    public CameraForwarder Of(Camera camera) =>
        _forwarders
            .GetOrAdd(camera, static (camera, create) => new Lazy<CameraForwarder>(() => create(camera)), _create)
            .Value;

    /// <summary>
    /// Ends the forwarders of cameras that <paramref name="registry"/> no longer has.
    /// </summary>
    public void EndForgotten(CameraRegistry registry)
    {
        foreach (var (camera, _) in _forwarders)
        {
            if (registry.TryGet(camera.Id, out var known) && known == camera)
                continue;
            // Not awaited: an encoder that is slow to take the last frames delays nobody else.
            if (_forwarders.TryRemove(camera, out var forwarder))
                _ = forwarder.Value.DisposeAsync().AsTask();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_forwarders.Values.Select(forwarder => forwarder.Value.DisposeAsync().AsTask()))
            .WaitAsync(cancellationToken);
}
