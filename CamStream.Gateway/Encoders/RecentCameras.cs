using System.Collections.Concurrent;
using CamStream.Frames;
using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// When each camera was last served, and by which encoder. It has only cameras that an encoder
/// answered for, and it forgets old ones when a new one comes: it does not grow beyond the cameras
/// there are. Thread-safe.
/// </summary>
internal sealed class RecentCameras(IOptions<GatewayOptions> options, TimeProvider time)
{
    private static readonly TimeSpan _known = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<CameraId, Service> _served = new();
    private readonly TimeSpan _recent = TimeSpan.FromMilliseconds(options.Value.TakeoverMilliseconds);

    /// <summary>An encoder answered for a camera.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="playlistOf">
    /// The encoder, if it answered with a playlist: it continues the stream. Null if it answered
    /// with media, which may date from before a takeover.
    /// </param>
    public void Served(CameraId camera, string? playlistOf)
    {
        if (!_served.ContainsKey(camera))
            Forget();
        var now = time.GetTimestamp();
        _served.AddOrUpdate(
            camera,
            _ => new Service(now, playlistOf),
            (_, before) => new Service(now, playlistOf ?? before.PlaylistOf)
        );
    }

    /// <summary>Whether an encoder answered for the camera in the last five minutes.</summary>
    public bool IsKnown(CameraId camera) =>
        _served.TryGetValue(camera, out var last) && time.GetElapsedTime(last.At) <= _known;

    /// <summary>The encoder of the camera's last playlist; null when it is not known.</summary>
    public string? PlaylistOf(CameraId camera) => _served.TryGetValue(camera, out var last) ? last.PlaylistOf : null;

    /// <summary>
    /// Whether the camera was served so recently that another encoder may be taking it over now.
    /// </summary>
    public bool IsRecent(CameraId camera)
    {
        if (!_served.TryGetValue(camera, out var last))
            return false;
        if (time.GetElapsedTime(last.At) <= _recent)
            return true;
        _served.TryRemove(KeyValuePair.Create(camera, last));
        return false;
    }

    private void Forget()
    {
        foreach (var served in _served)
        {
            var age = time.GetElapsedTime(served.Value.At);
            if (age > _known && age > _recent)
                _served.TryRemove(served);
        }
    }

    private readonly record struct Service(long At, string? PlaylistOf);
}
