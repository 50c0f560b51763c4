using CamStream.Bench.Naive;
using CamStream.Bench.Report;
using CamStream.Bench.Running;

namespace CamStream.Bench.Latency;

/// <summary>
/// Glass-to-glass latency: two cameras on the page in Chromium, then the naive pipeline in the same
/// way.
/// </summary>
internal static class LatencyBench
{
    private const int Width = 640,
        Height = 480,
        FramesPerSecond = 15;

    private static readonly TimeSpan _naiveAtMost = TimeSpan.FromSeconds(30);

    /// <returns>Whether all targets were met.</returns>
    public static async Task<bool> RunAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var viewer = new Viewer(TimeProvider.System);
        Console.WriteLine(Machine.Describe(TimeProvider.System));
        Console.WriteLine(
            $"2 cameras {Width}x{Height}, {FramesPerSecond} frames/s, one viewer, {duration.TotalSeconds:0} s"
        );
        var (ours, sums) = await WatchOursAsync(viewer, duration, cancellation);
        var naive = await WatchNaiveAsync(viewer, duration < _naiveAtMost ? duration : _naiveAtMost, cancellation);
        Print(ours, naive);
        Print(sums);
        return Judge(ours, sums, captured: duration.TotalSeconds * FramesPerSecond);
    }

    private static async Task<(
        IReadOnlyList<Viewing> Viewings,
        IReadOnlyDictionary<string, StageSums> Sums
    )> WatchOursAsync(Viewer viewer, TimeSpan duration, CancellationToken cancellation)
    {
        var cameras = new BenchCamera("bench", Width, Height, FramesPerSecond).Times(2);
        await using var system = await MeasuredSystem.StartAsync(cameras, cancellation);
        var viewings = await viewer.WatchAsync(
            system.Page,
            [.. cameras.Select(camera => camera.Id)],
            duration,
            cancellation
        );
        Dictionary<string, StageSums> sums = [];
        foreach (var viewing in viewings)
            sums.Add(viewing.Name, StageSums.Of(await system.TracedAsync(viewing.Name, cancellation), viewing.Shown));
        return (viewings, sums);
    }

    private static async Task<Viewing> WatchNaiveAsync(Viewer viewer, TimeSpan duration, CancellationToken cancellation)
    {
        await using var pipeline = await NaivePipeline.StartAsync(Width, Height, FramesPerSecond, cancellation);
        return (await viewer.WatchAsync(pipeline.Page, [NaivePipeline.Camera], duration, cancellation)).Single();
    }

    private static void Print(IReadOnlyList<Viewing> ours, Viewing naive)
    {
        var table = new Table(
            "",
            "pictures",
            "unreadable",
            "median ms",
            "p95 ms",
            "max ms",
            "longest gap ms",
            "gaps > 500 ms",
            "stalls",
            "player's errors",
            "first picture ms"
        );
        foreach (var view in ours.Append(naive))
        {
            var playback = view.Playback;
            table.Add(
                view.Name,
                playback.Pictures,
                playback.Unreadable,
                playback.Latency.Median,
                playback.Latency.Percentile(95),
                playback.Latency.Max,
                playback.LongestGap,
                playback.Freezes,
                view.Stalls,
                view.Errors,
                view.FirstPicture
            );
        }
        table.Add(
            "naive ÷ ours",
            null,
            null,
            Ratio(view => view.Playback.Latency.Median),
            Ratio(view => view.Playback.Latency.Percentile(95)),
            Ratio(view => view.Playback.Latency.Max),
            null,
            null,
            null,
            null,
            Ratio(view => view.FirstPicture)
        );
        Console.WriteLine();
        Console.WriteLine(table);

        double Ratio(Func<Viewing, double> figure) => figure(naive) / ours.Max(figure);
    }

    private static void Print(IReadOnlyDictionary<string, StageSums> sums)
    {
        var table = new Table(
            "sampled frames",
            "frames",
            "sum of stages, median ms",
            "by the squares, median ms",
            "difference, median ms",
            "least ms",
            "most ms"
        );
        foreach (var (camera, sum) in sums)
        {
            table.Add(
                camera,
                sum.Difference.Count,
                sum.Stages.Median,
                sum.Squares.Median,
                sum.Difference.Median,
                sum.Difference.Percentile(0),
                sum.Difference.Max
            );
        }
        Console.WriteLine(table);
    }

    private static bool Judge(IReadOnlyList<Viewing> ours, IReadOnlyDictionary<string, StageSums> sums, double captured)
    {
        var verdict = new Verdict();
        verdict.Judge(new Target("median", 550, "ms"), ours.Max(view => view.Playback.Latency.Median));
        verdict.Judge(new Target("p95", 700, "ms"), ours.Max(view => view.Playback.Latency.Percentile(95)));
        verdict.Judge(
            new Target("stalls and gaps after the start", 0, "times"),
            ours.Sum(view => (view.Stalls ?? 0) + view.Playback.Freezes)
        );
        verdict.Judge(new Target("errors reported by the player", 0, "errors"), ours.Sum(view => view.Errors ?? 0));
        verdict.Judge(
            new Target("pictures not shown", 5, "%"),
            100 * (1 - ours.Min(view => view.Playback.Pictures) / captured)
        );
        verdict.Judge(new Target("first picture", 1500, "ms"), ours.Max(view => view.FirstPicture));
        verdict.Judge(new Target("difference of stages and squares", 30, "ms"), sums.Values.Max(sum => sum.Apart));
        return verdict.AllMet;
    }
}
