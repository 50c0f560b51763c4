using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd;

/// <summary>
/// What the services' metrics say became of a camera's frames, all programs and all their starts
/// together.
/// </summary>
/// <param name="Captured">Frames that the camera agent captured.</param>
/// <param name="Forwarded">Frames that Ingest wrote to an encoder.</param>
/// <param name="Encoders">Frames that ended at encoders.</param>
/// <param name="Outcomes">Frames by <c>camstream.frame.outcome</c>, of all programs.</param>
internal sealed record FrameAccounts(
    long Captured,
    long Forwarded,
    long Encoders,
    IReadOnlyDictionary<string, long> Outcomes
)
{
    public long Delivered => Of("delivered");

    /// <summary>Frames with an outcome, each once: a copy is none.</summary>
    public long Accounted => Outcomes.Values.Sum() - Of("duplicate");

    /// <summary>
    /// Frames that lay in sockets when an encoder stopped: written, and never read.
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

    public override string ToString() =>
        $"captured {Captured}, accounted for {Accounted}, forwarded {Forwarded}, ended at encoders {Encoders}: {string.Join(", ", Outcomes.OrderBy(outcome => outcome.Key).Select(outcome => $"{outcome.Key} {outcome.Value}"))}";

    private static long Sum(IEnumerable<OtlpPoint> points) => (long)points.Sum(point => point.Value);
}
