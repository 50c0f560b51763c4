using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CamStream.Frames.Telemetry;

/// <summary>
/// A counter for what happens with every frame. It keeps the sums itself and reports them when
/// metrics are collected, so counting is one addition, however many readers collect. Thread-safe.
/// </summary>
/// <typeparam name="TKey">
/// The key of a sum. Sums are never removed, so there must be few keys.
/// </typeparam>
public sealed class ObservedCounter<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Sum> _sums = new();
    private readonly Func<TKey, Sum> _start;

    /// <summary>Creates the instrument.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="name">The instrument's name.</param>
    /// <param name="unit">Its unit (UCUM).</param>
    /// <param name="description">What it counts.</param>
    /// <param name="attributes">Makes the attributes of a key.</param>
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

    /// <summary>Adds to the sum of a key.</summary>
    public void Add(TKey key, long count = 1) => _sums.GetOrAdd(key, _start).Add(count);

    private sealed class Sum(KeyValuePair<string, object?>[] attributes)
    {
        private long _value;

        public void Add(long count) => Interlocked.Add(ref _value, count);

        public Measurement<long> Read() => new(Interlocked.Read(ref _value), attributes);
    }
}
