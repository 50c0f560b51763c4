namespace CamStream.Edge.Supervision;

/// <summary>
/// The sign of life of a loop. The loop says by when it will continue, and hangs if it has not
/// continued by then. Waiting for a frame, or for a broker to come back, is announced and does not
/// count as hanging.
/// </summary>
internal sealed class Pulse(string name, TimeProvider time)
{
    /// <summary>
    /// The grace time beyond the announced limit, for a slow machine or network.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private long _due = long.MaxValue;

    /// <summary>The loop's name, for the log.</summary>
    public string Name => name;

    /// <summary>Whether the loop has not continued in time.</summary>
    public bool IsOverdue => time.GetTimestamp() > Interlocked.Read(ref _due);

    /// <summary>The loop runs, and continues within <paramref name="limit"/>.</summary>
    public void Within(TimeSpan limit) =>
        Interlocked.Exchange(
            ref _due,
            time.GetTimestamp() + (long)((limit + Grace).TotalSeconds * time.TimestampFrequency)
        );

    /// <summary>The loop waits for something that may never happen.</summary>
    public void Rest() => Interlocked.Exchange(ref _due, long.MaxValue);
}
