namespace CamStream.Frames.Clock;

/// <summary>
/// The smallest of the values seen in the last stretch of time, kept as one minimum for each of its
/// slices. Constant memory.
/// </summary>
internal sealed class SlidingMinimum(TimeSpan window, int buckets)
{
    private readonly (long Slice, TimeSpan Value)[] _minima = new (long, TimeSpan)[buckets];
    private readonly long _sliceTicks = window.Ticks / buckets;

    /// <summary>
    /// The smallest value of the window that ends with the last one added; null when there is none.
    /// </summary>
    public TimeSpan? Minimum { get; private set; }

    public void Add(TimeSpan value, DateTimeOffset now)
    {
        var slice = now.UtcTicks / _sliceTicks;
        ref var bucket = ref _minima[(int)(slice % buckets)];
        bucket = bucket.Slice == slice && bucket.Value < value ? bucket : (slice, value);
        Minimum = value;
        foreach (var (at, minimum) in _minima)
        {
            if (at > slice - buckets && at <= slice && minimum < Minimum)
                Minimum = minimum;
        }
    }

    public void Clear()
    {
        Array.Clear(_minima);
        Minimum = null;
    }
}
