using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace CamStream.Testing;

/// <summary>Reads instruments that are observed.</summary>
public static class ObservedMetrics
{
    /// <summary>What an instrument says now, of each set of attributes once.</summary>
    public static IReadOnlyList<CollectedMeasurement<T>> Observe<T>(this MetricCollector<T> collector)
        where T : struct
    {
        collector.Clear();
        collector.RecordObservableInstruments();
        return collector.GetMeasurementSnapshot();
    }
}
