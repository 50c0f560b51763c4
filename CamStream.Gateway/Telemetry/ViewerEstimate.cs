using System.Collections.Concurrent;
using CamStream.Frames;

namespace CamStream.Gateway.Telemetry;

/// <summary>
/// Estimates how many viewers a camera has: the most that waited for its playlist at one time in
/// the last seconds. A low-latency player always has one such request open. Nothing is remembered
/// about a viewer. Thread-safe.
/// </summary>
internal sealed class ViewerEstimate(TimeProvider time)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<CameraId, Camera> _cameras = new();

    /// <summary>Counts a playlist request until the result is disposed.</summary>
    public IDisposable Wait(CameraId camera)
    {
        var waiting = _cameras.GetOrAdd(camera, _ => new Camera(time));
        waiting.Change(1);
        return waiting;
    }

    /// <summary>
    /// The cameras with viewers, and how many. It forgets cameras without viewers.
    /// </summary>
    public IEnumerable<KeyValuePair<CameraId, int>> Read()
    {
        foreach (var (id, camera) in _cameras)
        {
            var viewers = camera.Read();
            if (viewers == 0)
                _cameras.TryRemove(KeyValuePair.Create(id, camera));
            else
                yield return KeyValuePair.Create(id, viewers);
        }
    }

    private sealed class Camera(TimeProvider time) : IDisposable
    {
        private readonly Lock _lock = new();
        private long _windowStart = time.GetTimestamp();
        private int _waiting;
        private int _peak;
        private int _lastPeak;

        public void Change(int by)
        {
            lock (_lock)
            {
                Turn();
                _waiting += by;
                _peak = Math.Max(_peak, _waiting);
            }
        }

        public int Read()
        {
            lock (_lock)
            {
                Turn();
                return Math.Max(_peak, _lastPeak);
            }
        }

        public void Dispose() => Change(-1);

        private void Turn()
        {
            var windows = time.GetElapsedTime(_windowStart).Ticks / _window.Ticks;
            if (windows == 0)
                return;
            _lastPeak = windows == 1 ? _peak : _waiting;
            _peak = _waiting;
            _windowStart += (long)(windows * _window.TotalSeconds * time.TimestampFrequency);
        }
    }
}
