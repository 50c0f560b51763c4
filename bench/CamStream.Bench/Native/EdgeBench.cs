using System.Diagnostics;
using System.Globalization;
using CamStream.Bench.Encode;
using CamStream.Bench.Processes;
using CamStream.Bench.Report;
using CamStream.Frames;
using CamStream.Testing;

namespace CamStream.Bench.Native;

/// <summary>
/// The cost of the camera program, native and with the JIT compiler, compared with
/// <c>mosquitto_pub</c> for the same frames. All of them run at the same time, so that other load
/// on the machine affects all alike.
/// </summary>
internal static class EdgeBench
{
    private const int FramesPerSecond = 10,
        Starts = 100;
    private const double MiB = 1 << 20,
        KiB = 1 << 10;

    private static readonly TimeProvider _time = TimeProvider.System;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    // The runtime recompiles a method after thirty calls. At a few frames per second that takes a
    // while.
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(30);

    /// <returns>Whether all targets were met.</returns>
    public static async Task<bool> RunAsync(TimeSpan duration, CancellationToken cancellation)
    {
        using var native = await PublishedEdge.PublishAsync(cancellation);
        Console.WriteLine(Machine.Describe(_time));
        using var stills = await CameraStills.DrawAsync(cancellation);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"640x480, {FramesPerSecond} frames/s, JPEGs of {stills.MeanBytes / KiB:0} KiB from files, "
                    + $"MQTT 5 with QoS 1, {duration.TotalSeconds:0} s; "
                    + $"program of {new FileInfo(native.Program).Length / 1e6:0.0} MB"
            )
        );
        var start = await StartAloneAsync(cancellation);
        var uses = await MeasureAsync(native, stills, duration, cancellation);
        Print(uses, start);
        return Judge(uses[0], uses[2], uses[3], start);
    }

    private static async Task<IReadOnlyList<PublisherUse>> MeasureAsync(
        PublishedEdge native,
        CameraStills stills,
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var counter = await FrameCounter.ConnectAsync(broker.Port, cancellation);
        var files = Directory.GetFiles(stills.Folder).Order(StringComparer.Ordinal).ToArray();
        var one = CameraId.Parse("one");
        string[] repeat =
        [
            "--repeat",
            "1000000",
            "--repeat-delay",
            (1.0 / FramesPerSecond).ToString(CultureInfo.InvariantCulture),
        ];
        await using var compiled = Edge("camera program, native", "native", [native.Program], stills, broker);
        await using var jit = Edge("camera program, JIT", "jit", ["dotnet", BuiltEdge()], stills, broker);
        await using var each = new ProcessPerFrame(
            CameraId.Parse("each"),
            files,
            broker.Port,
            TimeSpan.FromSeconds(1.0 / FramesPerSecond),
            _time
        );
        await using var repeated = Publisher.Start(
            "mosquitto_pub --repeat, the same picture",
            one,
            ["mosquitto_pub", .. ProcessPerFrame.Arguments(one, broker.Port, files[0], "0", "0"), .. repeat]
        );
        IPublisher[] publishers = [compiled, jit, each, repeated];
        foreach (var publisher in publishers)
            await WaitForFramesAsync(publisher, counter, cancellation);
        await Task.Delay(_settling, _time, cancellation);
        var started = _time.GetTimestamp();
        var before = publishers.Select(publisher => (publisher.Used, Frames: counter.Of(publisher.Camera))).ToArray();
        await Task.Delay(duration, _time, cancellation);
        var elapsed = _time.GetElapsedTime(started);
        return
        [
            .. publishers.Zip(
                before,
                (publisher, then) =>
                    new PublisherUse(
                        publisher.Name,
                        counter.Of(publisher.Camera) - then.Frames,
                        elapsed,
                        publisher.Used - then.Used,
                        publisher.Memory
                    )
            ),
        ];
    }

    // The copy of it beside this program lacks what ASP.NET Core brings.
    private static string BuiltEdge() => Repository.Program("CamStream.Edge");

    private static Publisher Edge(
        string name,
        string camera,
        string[] program,
        CameraStills stills,
        Mosquitto broker
    ) =>
        Publisher.Start(
            name,
            CameraId.Parse(camera),
            [
                .. program,
                $"--Edge:Camera={camera}",
                "--Edge:Source=file",
                $"--Edge:File={stills.Folder}",
                "--Edge:Width=640",
                "--Edge:Height=480",
                string.Create(CultureInfo.InvariantCulture, $"--Edge:FramesPerSecond={FramesPerSecond}"),
                "--Mqtt:Host=localhost",
                string.Create(CultureInfo.InvariantCulture, $"--Mqtt:Port={broker.Port}"),
            ]
        );

    private static async Task WaitForFramesAsync(
        IPublisher publisher,
        FrameCounter counter,
        CancellationToken cancellation
    )
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), _time);
        for (var started = _time.GetTimestamp(); counter.Of(publisher.Camera) == 0; )
        {
            if (_time.GetElapsedTime(started) > _patience)
                throw new TimeoutException($"No frame of {publisher.Name} arrived.");
            await timer.WaitForNextTickAsync(cancellation);
        }
    }

    /// <summary>The processor time of starting mosquitto_pub without work.</summary>
    private static async Task<TimeSpan> StartAloneAsync(CancellationToken cancellation)
    {
        var before = ProcTime.OfEndedChildren();
        for (var i = 0; i < Starts; i++)
        {
            using var process = Process.Start(
                new ProcessStartInfo("mosquitto_pub", ["--help"]) { RedirectStandardOutput = true }
            )!;
            await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
        }
        return (ProcTime.OfEndedChildren() - before) / Starts;
    }

    private static void Print(IReadOnlyList<PublisherUse> uses, TimeSpan start)
    {
        var table = new Table(
            "publisher",
            "frames/s",
            "processor, % of a core",
            "ms per frame",
            "resident MiB",
            "at most",
            "PSS MiB"
        );
        foreach (var use in uses)
        {
            table.Add(
                use.Name,
                use.FramesPerSecond,
                100 * use.Processor / use.Elapsed,
                use.MillisecondsPerFrame,
                use.Memory?.Memory.Resident / MiB,
                use.Memory?.Peak / MiB,
                use.Memory?.Memory.Proportional / MiB
            );
        }
        table.Add("mosquitto_pub --help, a start alone", null, null, start.TotalMilliseconds, null, null, null);
        Console.WriteLine();
        Console.WriteLine(table);
    }

    private static bool Judge(PublisherUse native, PublisherUse each, PublisherUse repeated, TimeSpan start)
    {
        var verdict = new Verdict();
        verdict.Judge(new Target("native, peak resident memory", 28, "MiB"), native.Memory!.Value.Peak / MiB);
        verdict.Judge(
            new Target("native, processor time per frame relative to mosquitto_pub", 1.5, "times"),
            native.MillisecondsPerFrame / each.MillisecondsPerFrame
        );
        var (perFrame, perStart) = (native.MillisecondsPerFrame, start.TotalMilliseconds);
        var afterStart = perFrame / (each.MillisecondsPerFrame - perStart);
        var toRepeated = perFrame / repeated.MillisecondsPerFrame;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"no target: relative to mosquitto_pub without the start of each process: {afterStart:0.0} times"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"no target: relative to mosquitto_pub --repeat, one process with one picture: {toRepeated:0.0} times"
            )
        );
        return verdict.AllMet;
    }
}
