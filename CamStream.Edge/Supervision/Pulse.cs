namespace CamStream.Edge.Supervision;

/// <summary>
/// The sign of life of a loop that runs for ever. The loop says by when it moves on, and is overdue
/// if it has not then: not when there is no frame, or no broker, which it waits for knowingly, but
/// when it hangs.
/// </summary>
internal sealed class Pulse(string name, TimeProvider time)
{
    /// <summary>
    /// How much longer than it said a loop may take: for a slow machine, or a slow network.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private long _due = long.MaxValue;

    /// <summary>What the loop does.</summary>
    public string Name => name;

    /// <summary>The loop did not move on when it had to.</summary>
    public bool IsOverdue => time.GetTimestamp() > Interlocked.Read(ref _due);

    /// <summary>The loop moves, and does so again within <paramref name="limit"/>.</summary>
    public void Within(TimeSpan limit) =>
        Interlocked.Exchange(
            ref _due,
            time.GetTimestamp() + (long)((limit + Grace).TotalSeconds * time.TimestampFrequency)
        );

    /// <summary>The loop waits for something that may never come.</summary>
    public void Rest() => Interlocked.Exchange(ref _due, long.MaxValue);
}
