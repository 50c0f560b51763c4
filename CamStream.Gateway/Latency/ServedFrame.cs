using System.Diagnostics;

namespace CamStream.Gateway.Latency;

/// <summary>A sampled frame that a viewer has got, and, once one said so, seen.</summary>
/// <param name="Frame">Its way here.</param>
/// <param name="Delivered">When the first viewer had it.</param>
/// <param name="Deliver">
/// The span in which it got it; that of its packaging where none is recorded.
/// </param>
/// <param name="Shown">When the first viewer who said so had it on screen.</param>
internal sealed record ServedFrame(
    TracedFrame Frame,
    DateTimeOffset Delivered,
    ActivityContext Deliver,
    DateTimeOffset? Shown = null
)
{
    /// <summary>
    /// From the shutter to the screen; to the viewer while nobody said that it was on one.
    /// </summary>
    public TimeSpan Total => (Shown ?? Delivered) - Frame.Captured;

    /// <summary>The stages and how long they took; together, <see cref="Total"/>.</summary>
    public IEnumerable<(string Stage, TimeSpan Duration)> Stages()
    {
        var begin = Frame.Captured;
        foreach (var (stage, at) in Frame.Stages)
        {
            yield return (stage, at - begin);
            begin = at;
        }
        // A viewer knows our clock to half a round trip: it may say that it was on screen when it
        // was still on its way.
        var arrived = Shown < Delivered ? Shown.Value : Delivered;
        yield return (Stage.Deliver, arrived - begin);
        if (Shown is { } shown)
            yield return (Stage.Render, shown - arrived);
    }
}
