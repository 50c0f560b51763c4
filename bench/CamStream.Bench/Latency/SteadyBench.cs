using CamStream.Bench.Report;
using CamStream.Bench.Running;

namespace CamStream.Bench.Latency;

/// <summary>
/// A real viewer for minutes. On a quiet machine its player must not stall or report any error, not
/// even a slow request.
/// </summary>
internal static class SteadyBench
{
    private const int Width = 640,
        Height = 480,
        FramesPerSecond = 15;

    /// <summary>The default duration.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromMinutes(5);

    /// <returns>Whether all targets were met.</returns>
    public static async Task<bool> RunAsync(TimeSpan duration, CancellationToken cancellation)
    {
        Console.WriteLine(Machine.Describe(TimeProvider.System));
        Console.WriteLine(
            $"2 cameras {Width}x{Height}, {FramesPerSecond} frames/s, one viewer, {duration.TotalSeconds:0} s"
        );
        var cameras = new BenchCamera("bench", Width, Height, FramesPerSecond).Times(2);
        await using var system = await MeasuredSystem.StartAsync(cameras, cancellation);
        var viewings = await new Viewer(TimeProvider.System).WatchAsync(
            system.Page,
            [.. cameras.Select(camera => camera.Id)],
            duration,
            cancellation
        );

        var table = new Table(
            "",
            "pictures",
            "longest gap ms",
            "gaps > 500 ms",
            "stalls and restarts",
            "player's errors"
        );
        foreach (var view in viewings)
        {
            var (pictures, gap, freezes) = (view.Playback.Pictures, view.Playback.LongestGap, view.Playback.Freezes);
            table.Add(view.Name, pictures, gap, freezes, view.Stalls, view.Errors);
        }

        Console.WriteLine();
        Console.WriteLine(table);
        var verdict = new Verdict();
        verdict.Judge(new Target("errors reported by the player", 0, "errors"), viewings.Sum(view => view.Errors ?? 0));
        verdict.Judge(
            new Target("stalls and restarts of the player", 0, "times"),
            viewings.Sum(view => view.Stalls ?? 0)
        );
        verdict.Judge(
            new Target("gaps of more than half a second", 0, "times"),
            viewings.Sum(view => view.Playback.Freezes)
        );
        return verdict.AllMet;
    }
}
