namespace CamStream.Encoder.Timeline;

/// <summary>
/// The camera's frame interval: the median of its last intervals, so that a lost frame or a hiccup
/// does not move it. Only those of the last second count, and three at least: a new rate is
/// believed after a few frames. It forgets everything older, so two observers of one camera agree.
/// </summary>
internal sealed class FrameInterval
{
    private const int Kept = 9,
        AtLeast = 3;
    private const long WindowTicks = MediaGrid.Timescale90k;

    private readonly long[] _intervals = new long[Kept];
    private int _count;
    private long? _last;

    /// <summary>In ticks of 90 kHz; null before the second frame.</summary>
    public long? Ticks { get; private set; }

    /// <summary>
    /// Takes the capture time of the next frame; an older one than the last is passed over.
    /// </summary>
    public void Add(long captured)
    {
        if (_last is { } last)
        {
            if (captured <= last)
                return;
            _intervals[_count++ % Kept] = captured - last;
            Ticks = Median();
        }
        _last = captured;
    }

    private long Median()
    {
        Span<long> newest = stackalloc long[Kept];
        var taken = 0;
        for (var (age, span) = (1, 0L); age <= Math.Min(_count, Kept) && (taken < AtLeast || span < WindowTicks); age++)
        {
            newest[taken] = _intervals[(_count - age) % Kept];
            span += newest[taken++];
        }
        newest = newest[..taken];
        newest.Sort();
        return newest[(taken - 1) / 2];
    }
}
