using CamStream.Frames;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// An open feed of a camera; while there is one, the camera is answered for. Disposal ends it.
/// </summary>
internal sealed class CameraFeed(CameraRegistry registry, CameraId camera) : IDisposable
{
    private int _ended;

    /// <summary>Takes a frame over, checked.</summary>
    public void Add(Frame frame) => registry.Add(frame);

    /// <summary>A part with a number came.</summary>
    public void Take(FeedPlace place) => registry.Take(camera, place);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            registry.Close(camera);
    }
}
