using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// Decides how a camera goes from an encoder that drains to the next one, make before break.
/// <code>
///   Wait ──▶ ChangeOver: the old encoder names a segment ──▶ its first frame is the old one's last
///        ├─▶ TakeOver:   the old encoder has failed, or the next one was not ready in time
///        └─▶ Abandon:    the next encoder has failed
/// </code>
/// Pure: times come as arguments. Not thread-safe.
/// </summary>
internal sealed class Handover
{
    /// <summary>
    /// How long after the start of the segment its first frame may come. A camera that has stopped
    /// sends none: then the time decides.
    /// </summary>
    public static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(1);

    private DateTimeOffset _changesAt = DateTimeOffset.MaxValue;

    /// <summary>What to do next.</summary>
    public static HandoverStep Next(in HandoverState state) =>
        state switch
        {
            { NextEnded: true } or { NextIsUsable: false } => HandoverStep.Abandon,
            { OldEnded: true } => HandoverStep.TakeOver,
            { NextIsReady: true } => HandoverStep.ChangeOver,
            { IsOverdue: true } => HandoverStep.TakeOver,
            _ => HandoverStep.Wait,
        };

    /// <summary>The old encoder leaves the camera to the next one from that segment on.</summary>
    public void ChangeAt(ReleasedCamera released) => _changesAt = released.Starts;

    /// <summary>Whether <paramref name="frame"/> is the last one for the old encoder.</summary>
    public bool IsLast(Frame frame) => frame.Header.Captured + frame.Correction.GetValueOrDefault() >= _changesAt;

    /// <summary>
    /// How much longer the last frame is waited for; zero or less when it is overdue.
    /// </summary>
    public TimeSpan WaitAt(DateTimeOffset now) => _changesAt + LongestWay - now;
}
