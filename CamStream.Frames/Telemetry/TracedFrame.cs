using System.Collections.Immutable;
using System.Diagnostics;

namespace CamStream.Frames.Telemetry;

/// <summary>
/// The way of a sampled frame into its part, as its encoder reports it. All times are by the
/// server's clock.
/// </summary>
/// <param name="Package">
/// The span in which the frame was packaged: the last of its trace so far.
/// </param>
/// <param name="Sequence">The frame's number, counted by the camera.</param>
/// <param name="Captured">When the shutter closed.</param>
/// <param name="Stages">
/// The stages since then, in order. None ends before the one before it; the last is
/// <see cref="FrameStage.Package"/>.
/// </param>
/// <param name="ClockOffset">
/// How far the camera's clock is behind the server's (negative: ahead); zero while it is trusted.
/// </param>
public sealed record TracedFrame(
    ActivityContext Package,
    long Sequence,
    DateTimeOffset Captured,
    ImmutableArray<StageEnd> Stages,
    TimeSpan ClockOffset
)
{
    /// <summary>When the frame's part was published.</summary>
    public DateTimeOffset Packaged => Stages[^1].At;
}
