namespace CamStream.Encoder.Timeline;

/// <summary>
/// The camera's frame interval: the median of its last intervals, so that a lost frame or a hiccup
/// does not change it. It counts the intervals of the last second, and at least three: it follows a
/// new rate within a few frames. It forgets everything older, so two observers of one camera agree.
/// </summary>
internal sealed class FrameInterval
{
    private const int Kept = 9,
        AtLeast = 3;

    private readonly MediaTime[] _intervals = new MediaTime[Kept];
    private int _count;
    private MediaTime? _last;

    /// <summary>The interval; null before the second frame.</summary>
    public MediaTime? Value { get; private set; }

    /// <summary>
    /// Takes the capture time of the next frame. It ignores a frame that is older than the last.
    /// </summary>
    public void Add(MediaTime captured)
    {
        if (_last is { } last)
        {
            if (captured <= last)
                return;
            _intervals[_count++ % Kept] = captured - last;
            Value = Median();
        }
        _last = captured;
    }

    private MediaTime Median()
    {
        Span<MediaTime> newest = stackalloc MediaTime[Kept];
        var taken = 0;
        var span = MediaTime.Zero;
        for (var age = 1; age <= Math.Min(_count, Kept) && (taken < AtLeast || span < MediaTime.Second); age++)
        {
            newest[taken] = _intervals[(_count - age) % Kept];
            span += newest[taken++];
        }
        newest = newest[..taken];
        newest.Sort();
        return newest[(taken - 1) / 2];
    }
}
