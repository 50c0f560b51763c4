using System.Globalization;
using CamStream.Bench.Processes;
using CamStream.Bench.Report;
using CamStream.Bench.Running;
using CamStream.Frames;
using CamStream.TestPattern;

namespace CamStream.Bench.Encode;

/// <summary>
/// The cost of ten cameras: our processor time compared with ffmpeg's, the memory of each further
/// camera, and the allocations per frame.
/// </summary>
internal static class EncodeBench
{
    private const int Few = 2,
        Many = 10,
        FramesPerSecond = 10;
    private const int LargeWidth = 1280,
        LargeHeight = 720,
        LargeQuality = 95;
    private const double MiB = 1 << 20,
        KiB = 1 << 10;

    private static readonly TimeProvider _time = TimeProvider.System;
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(20);

    // The runtime recompiles a method after thirty calls. At a few frames per second that takes a
    // while.
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(60);

    /// <returns>Whether all targets were met.</returns>
    public static async Task<bool> RunAsync(TimeSpan duration, CancellationToken cancellation)
    {
        Console.WriteLine(Machine.Describe(_time));
        using var stills = await CameraStills.DrawAsync(cancellation);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"cameras 640x480, {FramesPerSecond} frames/s, JPEGs of {stills.MeanBytes / KiB:0} KiB, "
                    + $"no viewer, {duration.TotalSeconds:0} s"
            )
        );
        var camera = new BenchCamera("bench", 640, 480, FramesPerSecond, Stills: stills.Folder);
        var few = await UseAsync(camera.Times(Few), duration / 3, cancellation);
        var many = await UseAsync(camera.Times(Many), duration, cancellation);
        var allocations = await AllocateAsync(duration / 3, cancellation);

        var costs = new Costs(many.Uses);
        Print(many);
        PrintMemory(few.Uses, many.Uses);
        PrintAllocations(allocations);
        var verdict = new Verdict();
        verdict.Judge(
            new Target("our .NET processes, share of ffmpeg's processor time", 35, "%"),
            100 * costs.Ours / costs.FFmpeg
        );
        verdict.Judge(
            new Target("large objects allocated per frame", 0, "bytes"),
            allocations.Max(allocation => allocation.LargeBytes)
        );
        return verdict.AllMet;
    }

    private static async Task<Load> UseAsync(
        IReadOnlyList<BenchCamera> cameras,
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        await using var system = await MeasuredSystem.StartAsync(cameras, cancellation);
        await Task.Delay(_settling, _time, cancellation);
        var (countedBefore, before, started) = (
            await system.CountAsync(cancellation),
            system.Mark.Find(),
            _time.GetTimestamp()
        );
        await Task.Delay(duration, _time, cancellation);
        var (elapsed, after, counted) = (
            _time.GetElapsedTime(started),
            system.Mark.Find(),
            await system.CountAsync(cancellation)
        );
        return new Load(
            ProcessorUse.Between(before, after, elapsed),
            (counted.Received - countedBefore.Received) / elapsed.TotalSeconds / cameras.Count,
            counted.Dropped - countedBefore.Dropped
        );
    }

    // JPEGs so large that they count as large objects.
    private static async Task<IReadOnlyList<Allocations>> AllocateAsync(
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        var picture = new TestPicture(CameraId.Parse("bench"), LargeWidth, LargeHeight, LargeQuality);
        var size = picture.Render(_time.GetUtcNow()).Length;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"allocations: {Few} cameras {LargeWidth}x{LargeHeight}, JPEGs of {size / KiB:0} KiB"
            )
        );
        var cameras = new BenchCamera("bench", LargeWidth, LargeHeight, FramesPerSecond, LargeQuality).Times(Few);
        await using var system = await MeasuredSystem.StartAsync(cameras, cancellation);
        await Task.Delay(_warmUp, _time, cancellation);
        List<Allocations> allocations = [];
        foreach (
            var process in system
                .Mark.Find()
                .Where(process => process.Kind is "ingest" or "encoder")
                .OrderBy(process => process.Resource, StringComparer.Ordinal)
        )
        {
            allocations.Add(
                await AllocationWatch.RunAsync(
                    process,
                    duration,
                    duration.TotalSeconds * FramesPerSecond * Few,
                    _time,
                    cancellation
                )
            );
        }
        return allocations;
    }

    private static void Print(Load load)
    {
        var table = new Table("processes", "count", "processor, % of a core", "each", "RSS MiB each", "PSS MiB each");
        foreach (var use in load.Uses)
        {
            table.Add(
                use.Kind,
                use.Count,
                100 * use.Processor,
                100 * use.Processor / use.Count,
                use.Resident / MiB / use.Count,
                use.Proportional / MiB / use.Count
            );
        }
        var costs = new Costs(load.Uses);
        table.Add("our .NET processes", null, 100 * costs.Ours, null, null, null);
        table.Add("of them without cameras", null, 100 * costs.Server, null, null, null);
        Console.WriteLine();
        Console.WriteLine(table);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Many} cameras: {load.FramesPerSecond:0.00} frames/s received per camera, {load.Dropped} dropped"
            )
        );
    }

    private static void PrintMemory(IReadOnlyList<ProcessorUse> few, IReadOnlyList<ProcessorUse> many)
    {
        var table = new Table("PSS MiB", $"{Few} cameras", $"{Many} cameras", "per further camera");
        foreach (var kind in many.Select(use => use.Kind))
            Add(kind, [kind]);
        Add("server", Costs.ServerKinds);
        Console.WriteLine();
        Console.WriteLine(table);

        void Add(string name, IReadOnlyCollection<string> kinds) =>
            table.Add(name, Sum(few, kinds), Sum(many, kinds), (Sum(many, kinds) - Sum(few, kinds)) / (Many - Few));

        static double Sum(IReadOnlyList<ProcessorUse> uses, IReadOnlyCollection<string> kinds) =>
            uses.Where(use => kinds.Contains(use.Kind)).Sum(use => use.Proportional) / MiB;
    }

    private static void PrintAllocations(IReadOnlyList<Allocations> allocations)
    {
        var table = new Table("allocated per frame", "objects, KiB", "mostly", "large objects, KiB", "mostly");
        foreach (var (resource, small, commonest, large, commonestLarge) in allocations)
            table.Add(resource, small / KiB, commonest, large / KiB, commonestLarge);
        Console.WriteLine(table);
    }
}
