namespace CamStream.Edge.Supervision;

/// <summary>The loops that must not hang.</summary>
internal sealed class Pulses(TimeProvider time)
{
    /// <summary>
    /// From the source to the ring: frames arrive, or the source is restarted.
    /// </summary>
    public Pulse Capturing { get; } = new("capturing", time);

    /// <summary>
    /// From the ring to the broker: the broker answers, or the camera reconnects. A connection that
    /// hangs also stops the status.
    /// </summary>
    public Pulse Publishing { get; } = new("publishing", time);

    /// <summary>A loop that hangs; null if none does.</summary>
    public Pulse? Overdue =>
        Capturing.IsOverdue ? Capturing
        : Publishing.IsOverdue ? Publishing
        : null;
}
