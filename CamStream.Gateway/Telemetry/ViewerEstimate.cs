using System.Collections.Concurrent;
using CamStream.Frames;

namespace CamStream.Gateway.Telemetry;

/// <summary>
/// How many watch a camera: the most who waited for its playlist at one time lately, for a
/// low-latency player always has one such request open. Nothing is remembered of any viewer.
/// </summary>
internal sealed class ViewerEstimate(TimeProvider time)
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<CameraId, Camera> _cameras = new();

    /// <summary>Counts a playlist request until it is disposed.</summary>
    public IDisposable Wait(CameraId camera)
    {
        var waiting = _cameras.GetOrAdd(camera, _ => new Camera(time));
        waiting.Change(1);
        return waiting;
    }

    /// <summary>Cameras watched, and by how many. Those watched by nobody are forgotten.</summary>
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
