using CamStream.Encoder.Telemetry;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// The place where frames end in this process, delivered or dropped. Every frame is counted once,
/// and the span of a sampled frame that is dropped says why. Copies are not counted
/// (<see cref="Frame.IsCopy"/>): the encoder that has the camera counts the frame.
/// </summary>
internal sealed class FrameOutcomes(EncoderMetrics metrics, TimeProvider time)
{
    /// <summary>
    /// Drops a frame that has no picture yet: counts it, traces it and disposes it.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="reason">A <see cref="DropReason"/>.</param>
    public void Drop(Frame frame, string reason)
    {
        Dropped(frame, reason);
        frame.Dispose();
    }

    /// <summary>
    /// The same for a frame that its owner disposes, as <see cref="FrameQueue"/> does.
    /// </summary>
    public void Dropped(Frame frame, string reason)
    {
        if (!frame.IsCopy)
            metrics.FramesEnded(frame.Camera, reason);
        EncoderTracing.Dropped(frame, reason, time.GetUtcNow());
    }

    /// <summary>Counts a part of a feed that is not a frame.</summary>
    /// <param name="camera">The camera of the feed.</param>
    /// <param name="isCopy">Whether the part is marked as a copy.</param>
    public void Refused(CameraId camera, bool isCopy)
    {
        if (!isCopy)
            metrics.FramesEnded(camera, DropReason.Invalid);
    }

    /// <summary>Counts frames that were written to a feed and never arrived.</summary>
    public void Lost(CameraId camera, int frames) => metrics.FramesEnded(camera, DropReason.Feed, frames);

    /// <summary>
    /// Counts the frames of a part, all at once: it costs less than frame by frame. Their spans are
    /// those of <see cref="PartTracing"/>; their pictures belong to the part.
    /// </summary>
    /// <param name="camera">The camera.</param>
    /// <param name="pictures">The pictures of the part.</param>
    /// <param name="dropped">A <see cref="DropReason"/>; null when the part was published.</param>
    /// <param name="now">When it was published or dropped.</param>
    public void Ended(CameraId camera, ReadOnlySpan<PartPicture> pictures, string? dropped, DateTimeOffset now)
    {
        var frames = 0;
        foreach (ref readonly var picture in pictures)
        {
            if (picture.Accountable is not { } captured)
                continue;
            frames++;
            metrics.FrameEncoded(camera, picture.Encoded - picture.Arrived);
            if (dropped is null)
                metrics.FramePublished(camera, now - picture.Encoded, now - captured);
        }
        metrics.FramesEnded(camera, dropped ?? EncoderMetrics.Delivered, frames);
    }
}
