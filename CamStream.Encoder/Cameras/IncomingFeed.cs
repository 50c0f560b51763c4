using CamStream.Frames;

namespace CamStream.Encoder.Cameras;

/// <summary>
/// An open feed of a camera. While there is one, the camera is kept. Disposing it ends the feed.
/// </summary>
internal sealed class IncomingFeed(CameraRegistry registry, CameraEntry camera) : IDisposable
{
    private int _ended;

    /// <summary>Takes over a frame that was checked.</summary>
    public void Add(Frame frame) => camera.Add(frame);

    /// <summary>Takes the number of a part, whether it holds a frame or not.</summary>
    public void Take(FeedPlace place) => camera.Take(place);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            registry.Close(camera);
    }
}
