using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd;

/// <summary>
/// The outcomes of a camera's frames by the services' metrics, summed over all programs and their
/// restarts.
/// </summary>
/// <param name="Captured">Frames captured by the camera agent.</param>
/// <param name="Forwarded">Frames that Ingest sent to an encoder.</param>
/// <param name="Encoders">Frames with an outcome at an encoder.</param>
/// <param name="Outcomes">Frames by <c>camstream.frame.outcome</c>, of all programs.</param>
internal sealed record FrameAccounts(
    long Captured,
    long Forwarded,
    long Encoders,
    IReadOnlyDictionary<string, long> Outcomes
)
{
    public long Delivered => Of("delivered");

    /// <summary>Frames with an outcome, each counted once; copies do not count.</summary>
    public long Accounted => Outcomes.Values.Sum() - Of("duplicate");

    /// <summary>
    /// Frames left in sockets when an encoder stopped: sent and never read.
    /// </summary>
    public long InSockets => Forwarded - Encoders;

    public static FrameAccounts Read(OtlpReceiver collector, string camera)
    {
        var points = collector
            .Points.Where(point => Equals(point.Attributes.GetValueOrDefault("camstream.camera.id"), camera))
            .ToList();
        var ended = points.Where(point => point.Name == "camstream.frames").ToList();
        return new FrameAccounts(
            Sum(points.Where(point => point.Name == "camstream.frames.captured")),
            Sum(points.Where(point => point.Name == "camstream.frames.forwarded")),
            Sum(ended.Where(point => point.Service.StartsWith("encoder-", StringComparison.Ordinal))),
            ended
                .GroupBy(point => (string)point.Attributes["camstream.frame.outcome"])
                .ToDictionary(outcome => outcome.Key, Sum)
        );
    }

    public long Of(string outcome) => Outcomes.GetValueOrDefault(outcome);

    public override string ToString()
    {
        var outcomes = Outcomes.OrderBy(outcome => outcome.Key).Select(outcome => $"{outcome.Key} {outcome.Value}");
        return $"captured {Captured}, accounted for {Accounted}, forwarded {Forwarded}, "
            + $"ended at encoders {Encoders}: {string.Join(", ", outcomes)}";
    }

    private static long Sum(IEnumerable<OtlpPoint> points) => (long)points.Sum(point => point.Value);
}
