namespace CamStream.Edge;

/// <summary>
/// Counts the frames since the process started, for the status. Capture and publishing write it;
/// any thread may read it.
/// </summary>
internal sealed class FrameCounts
{
    private long _captured;
    private long _published;
    private long _dropped;

    public long Captured => Interlocked.Read(ref _captured);

    public long Published => Interlocked.Read(ref _published);

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>
    /// Frames neither published nor dropped yet: in the ring, or sent and not acknowledged.
    /// </summary>
    public int Waiting => Read().Waiting;

    /// <summary>A snapshot of all four counts, which add up.</summary>
    public (long Captured, long Published, long Dropped, int Waiting) Read()
    {
        var (published, dropped) = (Published, Dropped);
        var captured = Captured; // read last, so that it includes what was published or dropped
        return (captured, published, dropped, (int)(captured - published - dropped));
    }

    public long CountCaptured() => Interlocked.Increment(ref _captured);

    public void CountPublished() => Interlocked.Increment(ref _published);

    public void CountDropped() => Interlocked.Increment(ref _dropped);
}
