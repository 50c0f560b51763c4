using System.Diagnostics;
using CamStream.Frames;

namespace CamStream.Edge.Capture;

/// <summary>
/// The newest captured frames, waiting to be published. If the network is slower than the camera,
/// the oldest frame is dropped and counted.
/// </summary>
internal sealed class FrameRing : IDisposable
{
    private readonly FrameCounts _counts;
    private readonly EdgeTelemetry _telemetry;

    public FrameRing(int capacity, FrameCounts counts, EdgeTelemetry telemetry)
    {
        (_counts, _telemetry) = (counts, telemetry);
        Frames = new FrameQueue(capacity, frame => CountDropped(frame, DropReason.EdgeQueue));
    }

    /// <summary>The frames. Whoever takes a frame owns it.</summary>
    public FrameQueue Frames { get; }

    /// <summary>
    /// Drops a frame that was taken. <paramref name="publish"/> is the span of its publishing, if
    /// that had begun.
    /// </summary>
    public void Drop(Frame frame, string reason, Activity? publish = null)
    {
        CountDropped(frame, reason, publish);
        frame.Dispose();
    }

    public void Dispose() => Frames.Dispose();

    private void CountDropped(Frame frame, string reason, Activity? publish = null)
    {
        _counts.CountDropped();
        _telemetry.FrameDropped(frame, reason, publish);
    }
}
