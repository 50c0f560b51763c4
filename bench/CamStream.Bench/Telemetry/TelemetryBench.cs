using System.Globalization;
using CamStream.Bench.Encode;
using CamStream.Bench.Processes;
using CamStream.Bench.Report;
using CamStream.Bench.Running;
using CamStream.Testing.Otlp;

namespace CamStream.Bench.Telemetry;

/// <summary>
/// The cost of telemetry: the processor time of two systems of five cameras, each with a viewer,
/// one without any telemetry and one with all of it. They run side by side, so that other load on
/// the machine affects both.
/// </summary>
internal static class TelemetryBench
{
    private const int Cameras = 5,
        FramesPerSecond = 10;
    private const double MaxPercent = 3;

    private static readonly TimeProvider _time = TimeProvider.System;

    // Exports happen a few times a minute, so it takes minutes until the runtime has optimized
    // them. Services run for weeks.
    private static readonly TimeSpan _settling = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, string> _off = new()
    {
        ["Metrics__Enabled"] = "false",
        ["Edge__TracesPerSecond"] = "0",
    };

    // The defaults of OpenTelemetry, as deployed. In a run, Aspire shortens them to a second.
    private static readonly Dictionary<string, string> _on = new()
    {
        ["OTEL_BSP_SCHEDULE_DELAY"] = "5000",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "5000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "60000",
        ["OTEL_METRICS_EXEMPLAR_FILTER"] = "always_off",
    };

    /// <returns>Whether all targets were met.</returns>
    public static async Task<bool> RunAsync(TimeSpan duration, CancellationToken cancellation)
    {
        Console.WriteLine(Machine.Describe(_time));
        using var stills = await CameraStills.DrawAsync(cancellation);
        await using var collector = await OtlpReceiver.StartAsync();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"2 × {Cameras} cameras 640x480, {FramesPerSecond} frames/s, each with a viewer; "
                    + $"{_settling.TotalMinutes:0} min to settle, {duration.TotalSeconds:0} s measured"
            )
        );
        // The same capture times in both systems: how the cameras' frames coincide decides how
        // often processes wake.
        var cameras = new BenchCamera("bench", 640, 480, FramesPerSecond, Stills: stills.Folder)
            .Times(Cameras)
            .Select((camera, index) => camera with { Phase = (double)index / Cameras })
            .ToArray();

        await using var without = await WatchedSystem.StartAsync(cameras, "none", _off, _time, cancellation);
        await using var with = await WatchedSystem.StartAsync(cameras, collector.Url, _on, _time, cancellation);
        var settling = await MeasureAsync(without, with, _settling, cancellation);
        var settled = await MeasureAsync(without, with, duration, cancellation);

        Print("while it settles", settling);
        Print("settled", settled);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"exported: {collector.Spans.Count} spans "
                    + $"of {collector.Spans.Select(span => span.TraceId).Distinct().Count()} traces, "
                    + $"{collector.Points.Count} series, {collector.Logs.Count} log records"
            )
        );
        var verdict = new Verdict();
        verdict.Judge(
            new Target("processor time of the services that telemetry adds", MaxPercent, "%"),
            settled.Added(uses => new Costs(uses).Services)
        );
        return verdict.AllMet;
    }

    private static async Task<Comparison> MeasureAsync(
        WatchedSystem without,
        WatchedSystem with,
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        var (before, started) = ((Without: without.Find(), With: with.Find()), _time.GetTimestamp());
        await Task.WhenAny(Task.Delay(duration, _time, cancellation), without.Failed, with.Failed).Unwrap();
        var elapsed = _time.GetElapsedTime(started);
        return new Comparison(
            ProcessorUse.Between(before.Without, without.Find(), elapsed),
            ProcessorUse.Between(before.With, with.Find(), elapsed)
        );
    }

    private static void Print(string when, Comparison uses)
    {
        var table = new Table($"processor, % of a core, {when}", "without", "with", "added, %");
        foreach (var kind in uses.With.Select(use => use.Kind))
            Add(kind, system => system.Where(use => use.Kind == kind).Sum(use => use.Processor));
        Add("services with ffmpeg", system => new Costs(system).Services);
        Add("their .NET processes", system => new Costs(system).Server);
        Add("their .NET processes and camera agents", system => new Costs(system).Ours);
        Add("everything", system => system.Sum(use => use.Processor));
        Console.WriteLine();
        Console.WriteLine(table);

        void Add(string name, Func<IReadOnlyList<ProcessorUse>, double> figure) =>
            table.Add(name, 100 * figure(uses.Without), 100 * figure(uses.With), uses.Added(figure));
    }
}
