namespace CamStream.Edge.Supervision;

/// <summary>The loops that a camera lives by.</summary>
internal sealed class Pulses(TimeProvider time)
{
    /// <summary>
    /// From the source into the ring: frames come, or the source is started again.
    /// </summary>
    public Pulse Capturing { get; } = new("capturing", time);

    /// <summary>
    /// From the ring to the broker: the broker answers, or is tried again. What hangs in the
    /// connection hangs the status too.
    /// </summary>
    public Pulse Publishing { get; } = new("publishing", time);

    /// <summary>A loop that hangs; null when none does.</summary>
    public Pulse? Overdue =>
        Capturing.IsOverdue ? Capturing
        : Publishing.IsOverdue ? Publishing
        : null;
}
