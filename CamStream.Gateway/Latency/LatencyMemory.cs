using System.Diagnostics.CodeAnalysis;
using CamStream.Frames;
using CamStream.Gateway.Encoders;

namespace CamStream.Gateway.Latency;

/// <summary>
/// The sampled frames of the cameras that viewers watch. Only an encoder's answer adds a camera.
/// There are 256 at most: the one that had no frame for longest goes first. Thread-safe.
/// </summary>
internal sealed class LatencyMemory(TimeProvider time)
{
    /// <summary>How long a frame is remembered.</summary>
    public static readonly TimeSpan MaxAge = TracedFrames.MaxAge;

    private const int MaxCameras = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<CameraId, CameraLatency> _cameras = [];

    public CameraLatency GetOrAdd(CameraId camera)
    {
        lock (_lock)
        {
            if (_cameras.TryGetValue(camera, out var known))
                return known;
            ForgetSilent();
            if (_cameras.Count == MaxCameras)
                _cameras.Remove(_cameras.MinBy(pair => pair.Value.LastAdded).Key);
            return _cameras[camera] = new CameraLatency(time);
        }
    }

    public bool TryGet(CameraId camera, [NotNullWhen(true)] out CameraLatency? known)
    {
        lock (_lock)
        {
            if (!_cameras.TryGetValue(camera, out known))
                return false;
            if (!IsSilent(known))
                return true;
            _cameras.Remove(camera);
            known = null;
            return false;
        }
    }

    private void ForgetSilent()
    {
        foreach (var (camera, latency) in _cameras)
        {
            if (IsSilent(latency))
                _cameras.Remove(camera);
        }
    }

    private bool IsSilent(CameraLatency camera) => camera.LastAdded < time.GetUtcNow() - MaxAge;
}
