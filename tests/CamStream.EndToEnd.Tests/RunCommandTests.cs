using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace CamStream.EndToEnd;

public class RunCommandTests
{
    private const string Mark = "CAMSTREAM_TEST_RUN";

    [Fact]
    public async Task Run_says_where_the_page_and_the_broker_are_and_an_interrupt_leaves_no_process_behind()
    {
        var mark = Guid.NewGuid().ToString("N");
        // In a session of its own, as in a terminal of its own: an interrupt goes to all of its processes.
        using var run = Process.Start(new ProcessStartInfo("setsid", ["./camstream", "run", "--cameras", "2", "--port", "0", "--broker", "local"])
        {
            WorkingDirectory = Root(),
            RedirectStandardOutput = true,
            Environment = { [Mark] = mark },
        })!;
        var said = new List<string>();
        try
        {
            var page = await ReadUntilAsync(run, said, "page ");
            var broker = await ReadUntilAsync(run, said, "mqtt ");

            new Uri(broker).Scheme.ShouldBe("mqtt");
            using var http = new HttpClient { BaseAddress = new Uri(page) };
            (await http.GetStringAsync("/", RunningSystem.Cancellation)).ShouldContain("CamStream");
            foreach (var camera in new[] { "pattern-1", "file-1" })
            {
                MediaPlaylist.Read(await http.GetStringAsync($"/hls/{camera}/live.m3u8", RunningSystem.Cancellation)).Init.ShouldNotBeEmpty();
            }
            Marked(mark).Count.ShouldBeGreaterThan(6);
        }
        finally
        {
            using var interrupt = Process.Start("kill", ["-INT", "--", string.Create(CultureInfo.InvariantCulture, $"-{run.Id}")]);
            await interrupt.WaitForExitAsync(RunningSystem.Cancellation);
            while (await run.StandardOutput.ReadLineAsync(RunningSystem.Cancellation) is { } line) said.Add(line);
            await run.WaitForExitAsync(RunningSystem.Cancellation);
        }
        Marked(mark).ShouldBeEmpty(string.Join('\n', said));
    }

    private static async Task<string> ReadUntilAsync(Process run, List<string> said, string prefix)
    {
        while (await run.StandardOutput.ReadLineAsync(RunningSystem.Cancellation) is { } line)
        {
            said.Add(line);
            if (line.StartsWith(prefix, StringComparison.Ordinal)) return line[prefix.Length..];
        }
        throw new InvalidOperationException($"It ended without a line '{prefix}…':\n{string.Join('\n', said)}");
    }

    /// <summary>The processes that inherited the mark: all that the run started, however deep.</summary>
    private static List<string> Marked(string mark)
    {
        var marked = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                if (File.ReadAllText($"{folder}/environ").Contains($"{Mark}={mark}", StringComparison.Ordinal))
                {
                    marked.Add($"{Path.GetFileName(folder)} {File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ')}");
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at, or is somebody else's.
            }
        }
        return marked;
    }

    private static string Root() =>
        typeof(RunCommandTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
}
