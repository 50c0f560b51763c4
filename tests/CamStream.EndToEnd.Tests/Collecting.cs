using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd;

/// <summary>Waiting for what a collector gets.</summary>
internal static class Collecting
{
    // An encoder keeps a camera for three seconds that sends no more.
    private static readonly TimeSpan _longestWay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Waits until no frame is on its way any more, after the cameras stopped, and all that became
    /// of them has been told.
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
