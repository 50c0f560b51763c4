namespace CamStream.Edge.Capture;

/// <summary>
/// Decides which frames are traced: the first of every interval, on a grid from the Unix epoch. Not
/// thread-safe.
/// </summary>
internal sealed class TraceSampler(double perSecond)
{
    private readonly long _intervalTicks = perSecond > 0 ? (long)(TimeSpan.TicksPerSecond / perSecond) : long.MaxValue;
    private long _last = perSecond > 0 ? -1 : 0;

    public bool Take(DateTimeOffset captured)
    {
        var interval = (captured - DateTimeOffset.UnixEpoch).Ticks / _intervalTicks;
        if (interval == _last)
            return false;
        _last = interval;
        return true;
    }
}
