using CamStream.Bench.Browser;
using CamStream.Bench.Report;

namespace CamStream.Bench.Latency;

/// <summary>A viewer's picture of one camera over a period.</summary>
/// <param name="Pictures">Pictures shown whose squares could be read.</param>
/// <param name="Unreadable">Pictures shown whose squares could not be read.</param>
/// <param name="Latency">Milliseconds from capture to screen, for each picture shown.</param>
/// <param name="LongestGap">The longest time between two pictures, in milliseconds.</param>
/// <param name="Freezes">Gaps of more than half a second.</param>
internal sealed record Playback(int Pictures, int Unreadable, Samples Latency, double LongestGap, int Freezes)
{
    private const double FreezeMilliseconds = 500;

    public static Playback Of(IReadOnlyCollection<ShownPicture> shown)
    {
        var gaps = shown.Zip(shown.Skip(1), (earlier, later) => later.Shown - earlier.Shown).ToArray();
        var latency = new Samples(
            shown
                .Where(picture => picture.Captured is not null)
                .Select(picture => picture.Shown - picture.Captured!.Value)
        );
        return new Playback(
            latency.Count,
            shown.Count - latency.Count,
            latency,
            gaps.DefaultIfEmpty(double.NaN).Max(),
            gaps.Count(gap => gap > FreezeMilliseconds)
        );
    }
}
