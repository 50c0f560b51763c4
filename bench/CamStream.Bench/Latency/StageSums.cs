using CamStream.Bench.Browser;
using CamStream.Bench.Report;
using CamStream.Bench.Running;

namespace CamStream.Bench.Latency;

/// <summary>
/// The latency of sampled frames by two methods: the sum of the stages that the system reports, and
/// the squares in the same pictures, which are independent of the stages.
/// </summary>
/// <param name="Stages">The sums of the stages, in milliseconds.</param>
/// <param name="Squares">The times from capture to screen by the squares, in milliseconds.</param>
/// <param name="Difference">Per frame, the first minus the second.</param>
internal sealed record StageSums(Samples Stages, Samples Squares, Samples Difference)
{
    // Less than the time between two frames, more than the rounding errors of two clocks.
    private const double SameCaptureMilliseconds = 10;

    /// <summary>
    /// The largest difference in milliseconds; infinite without frames.
    /// </summary>
    public double Apart =>
        Difference.Count == 0
            ? double.PositiveInfinity
            : Math.Max(Math.Abs(Difference.Percentile(0)), Math.Abs(Difference.Max));

    /// <summary>
    /// Pairs the frames that were reported as shown with the pictures that were seen. Unseen frames
    /// are left out.
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
