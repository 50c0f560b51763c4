using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Cameras;

/// <summary>The cameras that are known: by a status, a frame, or both. Bounded.</summary>
internal sealed class CameraRegistry(IOptions<CameraOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<CameraId, Camera> _cameras = new();
    private long _listeningSinceTicks; // UTC; 0 before that. Written by the connection, read with every frame.

    /// <summary>Since when all that cameras publish comes here; null before that.</summary>
    public DateTimeOffset? ListeningSince =>
        Volatile.Read(ref _listeningSinceTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>
    /// From now on all that cameras publish comes here. What is published while the connection is
    /// lost for a while is lost, and counted so.
    /// </summary>
    public void Listens() => Interlocked.CompareExchange(ref _listeningSinceTicks, time.GetUtcNow().UtcTicks, 0);

    /// <summary>
    /// The camera, made known if it is new; false when there are too many already.
    /// </summary>
    public bool TryGetOrAdd(CameraId id, [NotNullWhen(true)] out Camera? camera)
    {
        if (_cameras.TryGetValue(id, out camera))
            return true;
        // Two threads may pass here together: the bound may be passed by one, never by many.
        if (_cameras.Count >= options.Value.Max)
            return false;
        camera = _cameras.GetOrAdd(
            id,
            static (key, made) => new Camera(key, made.Value, made.Now),
            (options.Value, Now: time.GetUtcNow())
        );
        return true;
    }

    public bool TryGet(CameraId id, [NotNullWhen(true)] out Camera? camera) => _cameras.TryGetValue(id, out camera);

    public bool Remove(CameraId id) => _cameras.TryRemove(id, out _);

    /// <summary>All of them, by id.</summary>
    public IReadOnlyList<Camera> All() =>
        [.. _cameras.Values.OrderBy(camera => camera.Id.Value, StringComparer.Ordinal)];

    /// <summary>All of them, as the API shows them.</summary>
    public CameraList View() => new([.. All().Select(camera => camera.View())]);
}
