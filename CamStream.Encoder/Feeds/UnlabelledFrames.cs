using CamStream.Frames;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// Makes headers for frames that come without one. The feed counts as the camera's run, and the
/// arrival as the capture.
/// </summary>
internal sealed class UnlabelledFrames(TimeProvider time)
{
    private readonly string _boot = $"feed-{Guid.NewGuid():N}";
    private long _sequence;

    /// <summary>The header of the next frame.</summary>
    public FrameHeader Next() => new(_boot, _sequence++, time.GetUtcNow());
}
