using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;
using CamStream.Ingest.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Cameras;

/// <summary>
/// The cameras that are known, by a status, a frame, or both. Bounded by
/// <see cref="CameraOptions.Max"/>. Thread-safe.
/// </summary>
internal sealed class CameraRegistry
{
    private readonly ConcurrentDictionary<CameraId, Camera> _cameras = new();
    private readonly CameraOptions _options;
    private readonly TimeProvider _time;
    private long _listeningSinceTicks; // UTC; 0 before that. Written by the connection, read with every frame.

    public CameraRegistry(IOptions<CameraOptions> options, IngestMetrics metrics, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        metrics.ObserveClocks(Clocks);
    }

    /// <summary>
    /// Since when this Ingest gets what cameras publish; null before that.
    /// </summary>
    public DateTimeOffset? ListeningSince =>
        Volatile.Read(ref _listeningSinceTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>
    /// From now on this Ingest gets what cameras publish. Only the first call counts: what is
    /// published while the connection is lost later is lost, and counted as such.
    /// </summary>
    public void Listens() => Interlocked.CompareExchange(ref _listeningSinceTicks, _time.GetUtcNow().UtcTicks, 0);

    /// <summary>The camera, which is added if it is new; false when there are too many.</summary>
    public bool TryGetOrAdd(CameraId id, [NotNullWhen(true)] out Camera? camera)
    {
        if (_cameras.TryGetValue(id, out camera))
            return true;
        // Two threads may pass here at once: then there is one camera too many, not more.
        if (_cameras.Count >= _options.Max)
            return false;
        camera = _cameras.GetOrAdd(
            id,
            static (key, made) => new Camera(key, made._options, made.Now),
            (_options, Now: _time.GetUtcNow())
        );
        return true;
    }

    /// <summary>The camera; false when it is not known.</summary>
    public bool TryGet(CameraId id, [NotNullWhen(true)] out Camera? camera) => _cameras.TryGetValue(id, out camera);

    /// <summary>Forgets the camera; false when it is not known.</summary>
    public bool Remove(CameraId id) => _cameras.TryRemove(id, out _);

    /// <summary>All cameras, by id.</summary>
    public IReadOnlyList<Camera> All() =>
        [.. _cameras.Values.OrderBy(camera => camera.Id.Value, StringComparer.Ordinal)];

    /// <summary>All cameras as the API shows them.</summary>
    public CameraList View() => new([.. All().Select(camera => camera.View())]);

    private IEnumerable<(CameraId Camera, TimeSpan Correction)> Clocks()
    {
        foreach (var camera in All())
        {
            if (camera.Correction is { } correction)
                yield return (camera.Id, correction);
        }
    }
}
