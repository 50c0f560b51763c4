using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd;

/// <summary>Waits for metrics at a collector.</summary>
internal static class Collecting
{
    // An encoder keeps a silent camera for three seconds.
    private static readonly TimeSpan _longestWay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Waits, after the cameras have stopped, until no frame is in flight and all outcomes are
    /// exported.
    /// </summary>
    public static Task DrainedAsync(this OtlpReceiver collector, int encoders = 1)
    {
        string[] services = ["ingest", .. Enumerable.Range(0, encoders).Select(number => $"encoder-{number}")];
        var drained =
            (TimeProvider.System.GetUtcNow() + _longestWay - DateTimeOffset.UnixEpoch).Ticks
            * TimeSpan.NanosecondsPerTick;
        return Wait.ForAsync(
            "metrics of all services that are newer than the last frame",
            cancellation =>
                collector.UntilAsync(
                    received =>
                        services.All(service =>
                            received.Points.Any(point => point.Service == service && point.Nanoseconds > drained)
                        ),
                    cancellation
                )
        );
    }
}
