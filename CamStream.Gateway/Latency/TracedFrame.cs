using System.Collections.Immutable;
using System.Diagnostics;

namespace CamStream.Gateway.Latency;

/// <summary>
/// A sampled frame's way into its part, as its encoder tells it; all times by the server's clock.
/// </summary>
/// <param name="Package">The span in which it was packaged, the last of its trace so far.</param>
/// <param name="Sequence">The camera's count.</param>
/// <param name="Captured">When the shutter closed.</param>
/// <param name="Stages">
/// What became of it since, in order, none before the other: the last is
/// <see cref="Stage.Package"/>.
/// </param>
/// <param name="ClockOffset">
/// How far the camera's clock is behind ours (negative: ahead); zero while it is trusted.
/// </param>
internal sealed record TracedFrame(
    ActivityContext Package,
    long Sequence,
    DateTimeOffset Captured,
    ImmutableArray<StageEnd> Stages,
    TimeSpan ClockOffset
)
{
    /// <summary>When its part was there.</summary>
    public DateTimeOffset Packaged => Stages[^1].At;
}
