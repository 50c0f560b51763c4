using CamStream.Bench.Browser;
using CamStream.Bench.Report;
using CamStream.Bench.Running;

namespace CamStream.Bench.Latency;

/// <summary>
/// What the system says of sampled frames, from shutter to screen, beside what the squares of the
/// very same pictures say, which know nothing of any stage.
/// </summary>
/// <param name="Stages">The sum of the stages, in milliseconds.</param>
/// <param name="Squares">From capture to screen, in milliseconds.</param>
/// <param name="Difference">Of each frame, the first less the second.</param>
internal sealed record StageSums(Samples Stages, Samples Squares, Samples Difference)
{
    // Less than between two frames, more than between two clocks' roundings.
    private const double SameCaptureMilliseconds = 10;

    /// <summary>
    /// How far apart they are at most, in milliseconds; infinitely without any frame.
    /// </summary>
    public double Apart =>
        Difference.Count == 0
            ? double.PositiveInfinity
            : Math.Max(Math.Abs(Difference.Percentile(0)), Math.Abs(Difference.Max));

    /// <summary>
    /// Pairs the frames that were reported as shown with the pictures; of those not seen nothing is
    /// said.
    /// </summary>
    public static StageSums Of(IEnumerable<TracedFrame> frames, IReadOnlyCollection<ShownPicture> shown)
    {
        var pairs = frames
            .Where(frame => frame.Stages.ContainsKey("render"))
            .Select(frame =>
                (Sum: frame.Stages.Values.Sum(), Picture: shown.FirstOrDefault(picture => IsOf(picture, frame)))
            )
            .Where(pair => pair.Picture is not null)
            .Select(pair => (pair.Sum, Whole: pair.Picture!.Shown - pair.Picture.Captured!.Value))
            .ToArray();
        return new StageSums(
            new Samples(pairs.Select(pair => pair.Sum)),
            new Samples(pairs.Select(pair => pair.Whole)),
            new Samples(pairs.Select(pair => pair.Sum - pair.Whole))
        );
    }

    private static bool IsOf(ShownPicture picture, TracedFrame frame) =>
        picture.Captured is { } captured
        && Math.Abs(captured - (frame.At - DateTimeOffset.UnixEpoch).TotalMilliseconds) < SameCaptureMilliseconds;
}
