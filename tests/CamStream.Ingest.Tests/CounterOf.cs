using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.Ingest;

/// <summary>Adds up a counter of one application, for one outcome if that is given.</summary>
internal sealed class CounterOf : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _value;

    public CounterOf(string instrument, string? outcome, IServiceProvider services)
    {
        var meters = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument && published.Meter.Scope == meters) listener.EnableMeasurementEvents(published);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (outcome is null) Interlocked.Add(ref _value, value);
            foreach (var (name, tag) in tags)
            {
                if (outcome is not null && name == "camstream.frame.outcome" && tag as string == outcome) Interlocked.Add(ref _value, value);
            }
        });
        _listener.Start();
    }

    public long Value => Interlocked.Read(ref _value);

    public void Dispose() => _listener.Dispose();
}
