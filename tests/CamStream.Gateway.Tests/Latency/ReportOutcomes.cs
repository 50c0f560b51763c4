using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace CamStream.Gateway.Latency;

internal static class ReportOutcomes
{
    /// <summary>
    /// How often each outcome was counted, by camera: <c>accepted door 1, malformed - 2</c>.
    /// </summary>
    public static string Outcomes(this MetricCollector<long> reports) =>
        string.Join(
            ", ",
            reports
                .GetMeasurementSnapshot()
                .CountBy(Describe)
                .OrderBy(outcome => outcome.Key, StringComparer.Ordinal)
                .Select(outcome => $"{outcome.Key} {outcome.Value}")
        );

    private static string Describe(CollectedMeasurement<long> measured) =>
        $"{measured.Tags["camstream.report.outcome"]} "
        + (measured.Tags.GetValueOrDefault("camstream.camera.id") ?? "-");
}
