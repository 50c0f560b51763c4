using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CamStream.Frames.Telemetry;

/// <summary>
/// A counter of what happens with every frame. It keeps the sums itself and tells them when metrics
/// are collected: to count costs an addition, however many collect. Thread-safe.
/// </summary>
/// <typeparam name="TKey">
/// What is counted apart; each key is kept for good, so there are few.
/// </typeparam>
public sealed class ObservedCounter<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Sum> _sums = new();
    private readonly Func<TKey, Sum> _start;

    /// <summary>Makes the instrument.</summary>
    /// <param name="meter">Its meter.</param>
    /// <param name="name">Its name.</param>
    /// <param name="unit">Its unit (UCUM).</param>
    /// <param name="description">What it counts.</param>
    /// <param name="attributes">The attributes of a key.</param>
    public ObservedCounter(
        Meter meter,
        string name,
        string unit,
        string description,
        Func<TKey, KeyValuePair<string, object?>[]> attributes
    )
    {
        _start = key => new Sum(attributes(key));
        meter.CreateObservableCounter(name, () => _sums.Values.Select(sum => sum.Read()), unit, description);
    }

    /// <summary>Counts.</summary>
    public void Add(TKey key, long count = 1) => _sums.GetOrAdd(key, _start).Add(count);

    private sealed class Sum(KeyValuePair<string, object?>[] attributes)
    {
        private long _value;

        public void Add(long count) => Interlocked.Add(ref _value, count);

        public Measurement<long> Read() => new(Interlocked.Read(ref _value), attributes);
    }
}
