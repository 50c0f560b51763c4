using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace CamStream.Testing;

/// <summary>Reads observable instruments.</summary>
public static class ObservedMetrics
{
    /// <summary>The current value of an instrument, for each set of attributes.</summary>
    public static IReadOnlyList<CollectedMeasurement<T>> Observe<T>(this MetricCollector<T> collector)
        where T : struct
    {
        collector.Clear();
        collector.RecordObservableInstruments();
        return collector.GetMeasurementSnapshot();
    }
}
