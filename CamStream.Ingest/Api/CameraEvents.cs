using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using CamStream.Ingest.Cameras;

namespace CamStream.Ingest.Api;

/// <summary>
/// Server-sent events (WHATWG HTML §9.2) for everyone who listens: <c>cameras</c> with all cameras
/// at the start, then <c>camera</c> with one that changed and <c>removed</c> with the id of one
/// that was forgotten.
/// </summary>
internal sealed class CameraEvents(CameraRegistry registry, IHostApplicationLifetime lifetime)
{
    // Bounded: a listener that does not read is disconnected. When it connects again, it gets the
    // whole list.
    private const int Backlog = 512;

    private readonly ConcurrentDictionary<Channel<SseItem<string>>, bool> _listeners = new();

    /// <summary>Tells listeners that a camera changed.</summary>
    public void Changed(Camera camera)
    {
        if (!_listeners.IsEmpty)
            Send(new SseItem<string>(JsonSerializer.Serialize(camera.View(), IngestJson.Default.CameraView), "camera"));
    }

    /// <summary>Tells listeners that a camera was forgotten.</summary>
    public void Removed(Camera camera) =>
        Send(
            new SseItem<string>(
                JsonSerializer.Serialize(new RemovedCamera(camera.Id.Value), IngestJson.Default.RemovedCamera),
                "removed"
            )
        );

    /// <summary>The events for one listener, until Ingest stops.</summary>
    public async IAsyncEnumerable<SseItem<string>> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var listener = Channel.CreateBounded<SseItem<string>>(
            new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true }
        );
        _listeners[listener] = true;
        // The server waits for open requests before it stops, and this one would never end.
        using var stopping = lifetime.ApplicationStopping.Register(() => listener.Writer.TryComplete());
        try
        {
            // Listed after the registration: a change in between is sent twice rather than not at
            // all.
            yield return new SseItem<string>(
                JsonSerializer.Serialize(registry.View(), IngestJson.Default.CameraList),
                "cameras"
            );
            await foreach (var item in listener.Reader.ReadAllAsync(cancellation))
                yield return item;
        }
        finally
        {
            _listeners.TryRemove(listener, out _);
        }
    }

    private void Send(SseItem<string> item)
    {
        foreach (var (listener, _) in _listeners)
        {
            if (!listener.Writer.TryWrite(item))
                listener.Writer.TryComplete();
        }
    }
}
