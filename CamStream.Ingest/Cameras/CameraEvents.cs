using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace CamStream.Ingest.Cameras;

/// <summary>
/// Server-sent events (WHATWG HTML §9.2) to everyone who listens: <c>cameras</c> with all of them
/// on connecting, then <c>camera</c> with one that changed, <c>removed</c> with the id of one that
/// is gone.
/// </summary>
internal sealed class CameraEvents(CameraRegistry registry, IHostApplicationLifetime lifetime)
{
    // Bounded: a listener that does not read is let go, and gets the whole list when it comes
    // again.
    private const int Backlog = 512;

    private readonly ConcurrentDictionary<Channel<SseItem<string>>, bool> _listeners = new();

    public bool HasListeners => !_listeners.IsEmpty;

    public void Changed(Camera camera)
    {
        if (HasListeners)
            Send(new SseItem<string>(JsonSerializer.Serialize(camera.View(), IngestJson.Default.CameraView), "camera"));
    }

    public void Removed(Camera camera) =>
        Send(
            new SseItem<string>(
                JsonSerializer.Serialize(new RemovedCamera(camera.Id.Value), IngestJson.Default.RemovedCamera),
                "removed"
            )
        );

    public async IAsyncEnumerable<SseItem<string>> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var listener = Channel.CreateBounded<SseItem<string>>(
            new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true }
        );
        _listeners[listener] = true;
        // The server waits for open requests before it stops: this one would never end.
        using var stopping = lifetime.ApplicationStopping.Register(() => listener.Writer.TryComplete());
        try
        {
            // Listed after the registration: what changes in between is sent again rather than
            // missed.
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
