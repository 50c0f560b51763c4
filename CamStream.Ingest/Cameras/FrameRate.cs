namespace CamStream.Ingest.Cameras;

/// <summary>
/// The measured frame rate: a running mean over about two seconds of frame intervals.
/// </summary>
internal sealed class FrameRate
{
    private DateTimeOffset? _last;
    private double _seconds;

    /// <summary>The mean interval; null before the second frame.</summary>
    public TimeSpan? Interval => _seconds > 0 ? TimeSpan.FromSeconds(_seconds) : null;

    /// <summary>A frame arrived that was captured then.</summary>
    public void Observe(DateTimeOffset captured)
    {
        var before = _last;
        // Duplicate and late frames say nothing about the rate.
        if (captured <= before)
            return;
        _last = captured;
        // A pause is not an interval: the rate before it is the better guess.
        if ((captured - before)?.TotalSeconds is not (> 0 and < 30 and var seconds))
            return;
        var weight = _seconds > 0 ? Math.Clamp(seconds / 2, 0.05, 0.5) : 1;
        _seconds += weight * (seconds - _seconds);
    }
}
