using System.Diagnostics;
using System.Globalization;

namespace CamStream.EndToEnd;

public class RunCommandTests
{
    // Includes a build.
    private static readonly TimeSpan _build = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _orchestrator = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_run_prints_all_addresses_and_an_interrupt_leaves_nothing_behind()
    {
        var mark = new ProcessMark();
        var before = RunFolders();
        using var run = Start(mark);
        var said = new List<string>();
        try
        {
            var dashboard = await ReadUntilAsync(run, said, "dashboard ", _build);
            var page = await ReadUntilAsync(run, said, "page ", Wait.Usual);
            var broker = await ReadUntilAsync(run, said, "mqtt ", Wait.Usual);
            var tlsBroker = await ReadUntilAsync(run, said, "mqtts ", Wait.Usual);

            new Uri(broker).Scheme.ShouldBe("mqtt");
            new Uri(tlsBroker).Scheme.ShouldBe("mqtts");
            using var http = new HttpClient { BaseAddress = new Uri(page) };
            (await http.GetStringAsync("/", RunningSystem.Cancellation)).ShouldContain("CamStream");
            foreach (var camera in new[] { "pattern-1", "file-1" })
            {
                var playlist = await http.GetStringAsync($"/hls/{camera}/live.m3u8", RunningSystem.Cancellation);
                MediaPlaylist.Read(playlist).Init.ShouldNotBeEmpty();
            }
            using var signedIn = await http.GetAsync(new Uri(dashboard), RunningSystem.Cancellation);
            signedIn
                .EnsureSuccessStatusCode()
                .RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/", "the token signs in");
            mark.Find().Count.ShouldBeGreaterThan(6);
        }
        finally
        {
            await InterruptAsync(run, said, mark);
        }
        RunFolders().ShouldBe(before);
    }

    // In a session of its own, as in a terminal: an interrupt goes to all its processes. No build
    // server may stay for the next build.
    private static Process Start(ProcessMark mark)
    {
        string[] command = ["./camstream", "run", "--cameras", "2", "--port", "0", "--broker", "local"];
        var start = new ProcessStartInfo("setsid", command)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            Environment =
            {
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["UseSharedCompilation"] = "false",
                ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            },
        };
        mark.AddTo(start);
        return Process.Start(start)!;
    }

    private static async Task InterruptAsync(Process run, List<string> said, ProcessMark mark)
    {
        var interrupted = Stopwatch.GetTimestamp();
        try
        {
            var group = string.Create(CultureInfo.InvariantCulture, $"-{run.Id}");
            using var interrupt = Process.Start("kill", ["-INT", "--", group]);
            await interrupt.WaitForExitAsync(CancellationToken.None);
            await Wait.ForAsync(
                "the run to end",
                async cancellation =>
                {
                    while (await run.StandardOutput.ReadLineAsync(cancellation) is { } line)
                        said.Add(line);
                    await run.WaitForExitAsync(cancellation);
                }
            );
            var ended = Stopwatch.GetElapsedTime(interrupted).TotalSeconds;
            await OrchestratorEndsAsync(mark);
            var all = Stopwatch.GetElapsedTime(interrupted).TotalSeconds;
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"After the interrupt the run ended in {ended:F1} s, and its last process in {all:F1} s."
            );
            mark.Find().ShouldBeEmpty(string.Join('\n', said));
        }
        finally
        {
            mark.KillAll();
        }
    }

    // The orchestrator watches the run from outside, and ends just after it.
    private static async Task OrchestratorEndsAsync(ProcessMark mark)
    {
        try
        {
            await Wait.UntilAsync("the orchestrator to end", () => mark.Find().Count == 0, _orchestrator);
        }
        catch (TimeoutException)
        {
            // The failure names the processes that are left.
        }
    }

    private static Task<string> ReadUntilAsync(Process run, List<string> said, string prefix, TimeSpan limit) =>
        Wait.ForAsync(
            $"the line '{prefix}…'",
            async cancellation =>
            {
                while (await run.StandardOutput.ReadLineAsync(cancellation) is { } line)
                {
                    said.Add(line);
                    if (line.StartsWith(prefix, StringComparison.Ordinal))
                        return line[prefix.Length..];
                }
                throw new InvalidOperationException(
                    $"The run ended without a line '{prefix}…':\n{string.Join('\n', said)}"
                );
            },
            limit
        );

    private static string[] RunFolders()
    {
        var broker = Path.Combine(Repository.Root, "artifacts", "broker");
        if (!Directory.Exists(broker))
            return [];
        return [.. Directory.EnumerateDirectories(broker, "run-*").Order(StringComparer.Ordinal)];
    }
}
