using System.Diagnostics;
using CamStream.Frames.Telemetry;

namespace CamStream.Gateway.Latency;

/// <summary>A sampled frame that a viewer has got and, once one reported so, shown.</summary>
/// <param name="Frame">The frame and its way to its part.</param>
/// <param name="Delivered">When the first viewer had got it.</param>
/// <param name="Deliver">
/// The span of that delivery; the span of its packaging if nobody records spans here.
/// </param>
/// <param name="Shown">
/// When the first viewer that reported it had it on screen; null until then.
/// </param>
internal sealed record ServedFrame(
    TracedFrame Frame,
    DateTimeOffset Delivered,
    ActivityContext Deliver,
    DateTimeOffset? Shown = null
)
{
    /// <summary>
    /// From the shutter to the screen; to the delivery while nobody has reported it on a screen.
    /// </summary>
    public TimeSpan Total => (Shown ?? Delivered) - Frame.Captured;

    /// <summary>The stages and their durations, which add up to <see cref="Total"/>.</summary>
    public IEnumerable<(string Stage, TimeSpan Duration)> Stages()
    {
        var begin = Frame.Captured;
        foreach (var (stage, at) in Frame.Stages)
        {
            yield return (stage, at - begin);
            begin = at;
        }
        // A viewer knows the server's clock to half a round trip. Its report may be earlier than
        // the delivery.
        var arrived = Shown < Delivered ? Shown.Value : Delivered;
        yield return (FrameStage.Deliver, arrived - begin);
        if (Shown is { } shown)
            yield return (FrameStage.Render, shown - arrived);
    }
}
