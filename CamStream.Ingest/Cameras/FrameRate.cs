namespace CamStream.Ingest.Cameras;

/// <summary>
/// Frames per second as they come: a running mean over about two seconds' worth of intervals.
/// </summary>
internal sealed class FrameRate
{
    private DateTimeOffset? _last;
    private double _seconds;

    /// <summary>The mean interval; null before the second frame.</summary>
    public TimeSpan? Interval => _seconds > 0 ? TimeSpan.FromSeconds(_seconds) : null;

    public void Observe(DateTimeOffset captured)
    {
        var before = _last;
        // A frame that comes again or late says nothing of the rate.
        if (captured <= before)
            return;
        _last = captured;
        // A pause is no interval: the rate before it is the better guess.
        if ((captured - before)?.TotalSeconds is not (> 0 and < 30 and var seconds))
            return;
        var weight = _seconds > 0 ? Math.Clamp(seconds / 2, 0.05, 0.5) : 1;
        _seconds += weight * (seconds - _seconds);
    }
}
