using System.CommandLine;
using CamStream.Bench.Encode;
using CamStream.Bench.Latency;
using CamStream.Bench.Native;
using CamStream.Bench.Telemetry;

namespace CamStream.Bench;

/// <summary>The command line.</summary>
internal static class Commands
{
    private static readonly Option<bool> _strict = new("--strict")
    {
        Description = "exit with 1 if a target is missed",
    };

    public static RootCommand Create() =>
        new("Measures CamStream on this machine, with real Mosquitto, ffmpeg and Chromium.")
        {
            Command("latency", "glass-to-glass latency, beside a naive HLS pipeline", LatencyBench.RunAsync),
            Command("encode", "processor time and memory of ten cameras", EncodeBench.RunAsync),
            Command(
                "telemetry",
                "processor time of watched cameras, with and without telemetry",
                TelemetryBench.RunAsync
            ),
            Command(
                "steady",
                "errors, stalls and gaps of a player within five minutes",
                SteadyBench.RunAsync,
                (int)SteadyBench.Usual.TotalSeconds
            ),
            Command(
                "edge",
                "memory and processor time of the native camera program, beside mosquitto_pub",
                EdgeBench.RunAsync
            ),
            ScreenshotsCommand(),
        };

    private static Command ScreenshotsCommand()
    {
        var folder = new Option<string>("--output")
        {
            Description = "the folder for the pictures",
            DefaultValueFactory = _ => "docs/images",
        };
        var command = new Command("screenshots", "makes the pictures of README and docs") { folder };
        command.SetAction(
            (given, cancellation) => Screenshots.ScreenshotsCommand.RunAsync(given.GetValue(folder)!, cancellation)
        );
        return command;
    }

    private static Command Command(
        string name,
        string description,
        Func<TimeSpan, CancellationToken, Task<bool>> run,
        int usualSeconds = 60
    )
    {
        var seconds = Seconds(usualSeconds);
        var command = new Command(name, description) { seconds, _strict };
        command.SetAction(
            async (given, cancellation) =>
            {
                try
                {
                    var met = await run(TimeSpan.FromSeconds(given.GetValue(seconds)), cancellation);
                    return met || !given.GetValue(_strict) ? 0 : 1;
                }
                catch (Exception failure) when (!cancellation.IsCancellationRequested)
                {
                    await Console.Error.WriteLineAsync($"bench {name} failed: {failure}");
                    return 2;
                }
            }
        );
        return command;
    }

    private static Option<int> Seconds(int usual) =>
        new("--seconds")
        {
            Description = "seconds to measure, 5 to 600",
            DefaultValueFactory = _ => usual,
            Validators =
            {
                seconds =>
                {
                    if (seconds.GetValueOrDefault<int>() is < 5 or > 600)
                        seconds.AddError("--seconds must be 5 to 600");
                },
            },
        };
}
