using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Gateway.Coalescing;
using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// When each camera was last served. It holds only cameras an encoder answered for, and forgets those long gone when another comes, so it is as
/// small as the system is.
/// </summary>
internal sealed class RecentCameras(IOptions<CoalescingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan _known = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<CameraId, long> _served = new();
    private readonly TimeSpan _recent = TimeSpan.FromMilliseconds(options.Value.TakeoverMilliseconds);

    public void Served(CameraId camera)
    {
        if (!_served.ContainsKey(camera)) Forget();
        _served[camera] = time.GetTimestamp();
    }

    /// <summary>Whether an encoder has answered for it, and it is not long gone.</summary>
    public bool IsKnown(CameraId camera) => _served.TryGetValue(camera, out var at) && time.GetElapsedTime(at) <= _known;

    /// <summary>Whether it was served so lately that another encoder may be taking it over now.</summary>
    public bool IsRecent(CameraId camera)
    {
        if (!_served.TryGetValue(camera, out var at)) return false;
        if (time.GetElapsedTime(at) <= _recent) return true;
        _served.TryRemove(KeyValuePair.Create(camera, at));
        return false;
    }

    private void Forget()
    {
        foreach (var served in _served)
        {
            var age = time.GetElapsedTime(served.Value);
            if (age > _known && age > _recent) _served.TryRemove(served);
        }
    }
}
