using System.Diagnostics;

namespace CamStream.Gateway.Latency;

/// <summary>A sampled frame that a viewer has got, and, once one said so, seen. <see cref="CameraLatency"/> holds the lock over <see cref="Shown"/>.</summary>
/// <param name="frame">Its way here.</param>
/// <param name="delivered">When the first viewer had it.</param>
/// <param name="deliver">The span in which it got it; that of its packaging where none is recorded.</param>
internal sealed class ServedFrame(TracedFrame frame, DateTimeOffset delivered, ActivityContext deliver)
{
    public TracedFrame Frame => frame;

    public DateTimeOffset Delivered => delivered;

    public ActivityContext Deliver => deliver;

    /// <summary>When the first viewer who said so had it on screen.</summary>
    public DateTimeOffset? Shown { get; set; }

    /// <summary>From the shutter to the screen; to the viewer while nobody said that it was on one.</summary>
    public TimeSpan Total => (Shown ?? delivered) - frame.Captured;

    /// <summary>The stages and how long they took; together, <see cref="Total"/>.</summary>
    public IEnumerable<(string Stage, TimeSpan Duration)> Stages()
    {
        var begin = frame.Captured;
        foreach (var (stage, at) in frame.Stages)
        {
            yield return (stage, at - begin);
            begin = at;
        }
        // A viewer knows our clock to half a round trip: it may say that it was on screen when it was still on its way.
        var arrived = Shown < delivered ? Shown.Value : delivered;
        yield return (Stage.Deliver, arrived - begin);
        if (Shown is { } shown) yield return (Stage.Render, shown - arrived);
    }
}
