using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.Ingest;

/// <summary>
/// The sum of a counter of one application; of one outcome only, unless that is null.
/// </summary>
internal sealed class CounterOf : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _counted;
    private long _observed;

    public CounterOf(string instrument, string? outcome, IServiceProvider services)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument && published.Meter.Scope == meters)
                listener.EnableMeasurementEvents(published);
        };
        _listener.SetMeasurementEventCallback<long>(
            (counter, value, tags, _) =>
            {
                ref var sum = ref counter.IsObservable ? ref _observed : ref _counted;
                if (outcome is null)
                    Interlocked.Add(ref sum, value);
                foreach (var (name, tag) in tags)
                {
                    if (outcome is not null && name == "camstream.frame.outcome" && tag as string == outcome)
                        Interlocked.Add(ref sum, value);
                }
            }
        );
        _listener.Start();
    }

    public long Value
    {
        get
        {
            Interlocked.Exchange(ref _observed, 0); // what is observed is the whole sum
            _listener.RecordObservableInstruments();
            return Interlocked.Read(ref _counted) + Interlocked.Read(ref _observed);
        }
    }

    public void Dispose() => _listener.Dispose();
}
