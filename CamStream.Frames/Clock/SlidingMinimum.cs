namespace CamStream.Frames.Clock;

/// <summary>
/// The minimum of the values in a sliding window of time. The window is cut into slices, and each
/// keeps one minimum: memory is constant.
/// </summary>
internal sealed class SlidingMinimum(TimeSpan window, int buckets)
{
    private readonly (long Slice, TimeSpan Value)[] _minima = new (long, TimeSpan)[buckets];
    private readonly long _sliceTicks = window.Ticks / buckets;

    /// <summary>
    /// The minimum of the window that ends with the last value; null when there is no value.
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
