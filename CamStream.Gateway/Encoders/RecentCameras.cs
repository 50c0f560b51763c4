using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Gateway.Coalescing;
using Microsoft.Extensions.Options;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// When each camera was last served, and whose playlist it was. It holds only cameras an encoder
/// answered for, and forgets those long gone when another comes, so it is as small as the system
/// is.
/// </summary>
internal sealed class RecentCameras(IOptions<CoalescingOptions> options, TimeProvider time)
{
    private static readonly TimeSpan _known = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<CameraId, Service> _served = new();
    private readonly TimeSpan _recent = TimeSpan.FromMilliseconds(options.Value.TakeoverMilliseconds);

    /// <summary>An encoder answered.</summary>
    /// <param name="camera">For this camera.</param>
    /// <param name="playlistOf">
    /// The encoder, when it was with a playlist: it goes on, whoever else has the camera. Media may
    /// be another's, from before.
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

    /// <summary>Whether an encoder has answered for it, and it is not long gone.</summary>
    public bool IsKnown(CameraId camera) =>
        _served.TryGetValue(camera, out var last) && time.GetElapsedTime(last.At) <= _known;

    /// <summary>Whose playlist of it was the last one; null when that is not known.</summary>
    public string? PlaylistOf(CameraId camera) => _served.TryGetValue(camera, out var last) ? last.PlaylistOf : null;

    /// <summary>
    /// Whether it was served so lately that another encoder may be taking it over now.
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
