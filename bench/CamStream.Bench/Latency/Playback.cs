using CamStream.Bench.Browser;
using CamStream.Bench.Report;

namespace CamStream.Bench.Latency;

/// <summary>What a viewer saw of a camera for a while.</summary>
/// <param name="Pictures">How many were shown and could be read.</param>
/// <param name="Unreadable">How many could not.</param>
/// <param name="Latency">Milliseconds from capture to screen, of each picture shown.</param>
/// <param name="LongestGap">Milliseconds between two pictures at most.</param>
/// <param name="Freezes">How often that was more than half a second.</param>
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
