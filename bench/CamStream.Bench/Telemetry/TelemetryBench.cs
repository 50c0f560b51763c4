using System.Globalization;
using CamStream.Bench.Encode;
using CamStream.Bench.Processes;
using CamStream.Bench.Report;
using CamStream.Bench.Running;
using CamStream.Testing.Otlp;

namespace CamStream.Bench.Telemetry;

/// <summary>
/// What telemetry costs: processor time of ten cameras, each with a viewer, without any telemetry and with all of it. One system after the other in turns,
/// off on on off, so that what changes on the machine meanwhile costs both.
/// </summary>
internal static class TelemetryBench
{
    private const int Cameras = 10, FramesPerSecond = 10;
    private const double MaxPercent = 3;

    private static readonly TimeProvider _time = TimeProvider.System;
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(30);
    private static readonly bool[] _turns = [false, true, true, false];

    private static readonly Dictionary<string, string> _off = new()
    {
        ["Metrics__Enabled"] = "false",
        ["Edge__TracesPerSecond"] = "0",
    };

    // As they are deployed, and not as Aspire lets developers wait a second only.
    private static readonly Dictionary<string, string> _on = new()
    {
        ["OTEL_BSP_SCHEDULE_DELAY"] = "5000",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "5000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "15000",
    };

    /// <returns>Whether all targets were met.</returns>
    public static async Task<bool> RunAsync(TimeSpan duration, CancellationToken cancellation)
    {
        Console.WriteLine(Machine.Describe(_time));
        using var stills = await CameraStills.DrawAsync(cancellation);
        await using var collector = await OtlpReceiver.StartAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Cameras} cameras 640x480, {FramesPerSecond} frames a second, each with a viewer, {_turns.Length} × {duration.TotalSeconds:0} s"));
        var cameras = new BenchCamera("bench", 640, 480, FramesPerSecond, Stills: stills.Folder).Times(Cameras);

        List<IReadOnlyList<ProcessorUse>> without = [], with = [];
        foreach (var on in _turns)
        {
            var uses = await UseAsync(cameras, duration, on ? collector.Url : "none", on ? _on : _off, cancellation);
            (on ? with : without).Add(uses);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(on ? "with   " : "without")} {100 * new Costs(uses).Ours:0.0} % of a core"));
        }

        Print(without, with, collector);
        var verdict = new Verdict();
        verdict.Judge(new Target("processor time of our .NET processes that telemetry adds", MaxPercent, "%"), Added(without, with, uses => new Costs(uses).Ours));
        return verdict.AllMet;
    }

    private static async Task<IReadOnlyList<ProcessorUse>> UseAsync(
        IReadOnlyList<BenchCamera> cameras, TimeSpan duration, string otlp, Dictionary<string, string> settings, CancellationToken cancellation)
    {
        await using var system = await MeasuredSystem.StartAsync(cameras, cancellation, otlp, settings);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var viewers = Task.WhenAll(cameras.Select(camera => new PlainViewer(system.Page, camera.Id, _time).WatchAsync(watching.Token)));
        try
        {
            await OrFailAsync(Task.Delay(_settling, _time, cancellation), viewers);
            var (before, started) = (system.Mark.Find(), _time.GetTimestamp());
            await OrFailAsync(Task.Delay(duration, _time, cancellation), viewers);
            var elapsed = _time.GetElapsedTime(started);
            return ProcessorUse.Between(before, system.Mark.Find(), elapsed);
        }
        finally
        {
            await watching.CancelAsync();
            await viewers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A viewer that ends does so by failing, and what is measured then is not what it says.
    private static async Task OrFailAsync(Task wait, Task viewers) => await await Task.WhenAny(wait, viewers);

    private static void Print(List<IReadOnlyList<ProcessorUse>> without, List<IReadOnlyList<ProcessorUse>> with, OtlpReceiver collector)
    {
        var table = new Table("processor, % of a core", "without", "with", "added, %");
        foreach (var kind in with[0].Select(use => use.Kind)) Add(kind, uses => uses.Where(use => use.Kind == kind).Sum(use => use.Processor));
        Add("our .NET processes", uses => new Costs(uses).Ours);
        Add("everything", uses => uses.Sum(use => use.Processor));
        Console.WriteLine();
        Console.WriteLine(table);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"exported: {collector.Spans.Count} spans of {collector.Spans.Select(span => span.TraceId).Distinct().Count()} traces, {collector.Points.Count} series, {collector.Logs.Count} log records"));

        void Add(string name, Func<IReadOnlyList<ProcessorUse>, double> figure) =>
            table.Add(name, 100 * without.Average(figure), 100 * with.Average(figure), Added(without, with, figure));
    }

    private static double Added(
        List<IReadOnlyList<ProcessorUse>> without, List<IReadOnlyList<ProcessorUse>> with, Func<IReadOnlyList<ProcessorUse>, double> figure) =>
        100 * (with.Average(figure) / without.Average(figure) - 1);
}
