using System.Diagnostics;

namespace Aspire.Hosting;

public class OrphanTests
{
    /// <summary>A process with a child, both deaf to SIGTERM.</summary>
    private const string Stubborn = "trap '' TERM; sh -c \"trap '' TERM; while :; do sleep 0.1; done\" & echo $! > child; echo $$ > parent; wait; wait";

    [Fact]
    public async Task Disposal_leaves_no_process_behind()
    {
        int parent, child;
        await using (var local = new LocalApplication())
        {
            local.Shell("family", Stubborn.Replace("trap '' TERM; sh", "sh", StringComparison.Ordinal));
            await local.StartAsync();
            parent = await Processes.ReadIdAsync(Path.Combine(local.Directory, "parent"));
            child = await Processes.ReadIdAsync(Path.Combine(local.Directory, "child"));
            Processes.IsAlive(child).ShouldBeTrue();
        }

        await Processes.WaitForEndAsync(parent, child);
    }

    [Fact]
    public async Task Children_of_a_resource_that_died_by_itself_are_ended()
    {
        await using var local = new LocalApplication();
        local.Shell("family", "sleep 1000 & echo $! > child; exit 1");
        await local.StartAsync();

        await local.StateAsync("family", KnownResourceStates.Finished);

        await Processes.WaitForEndAsync(await Processes.ReadIdAsync(Path.Combine(local.Directory, "child")));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task Nothing_is_left_when_the_host_ends_by_a_signal(string signal)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "Sample.AppHost.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [host])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        List<int> ids = [];
        try
        {
            while (ids.Count < 4)
            {
                await Task.Delay(50, LocalApplication.Cancellation);
                ids = [.. Descendants(process.Id)];
            }

            using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(LocalApplication.Cancellation);
        }
        finally
        {
            process.Kill();
        }

        await Processes.WaitForEndAsync([.. ids]);
    }

    private static IEnumerable<int> Descendants(int parent) => Directory.GetDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
        .Where(id => id > 0 && ParentOf(id) == parent)
        .SelectMany(id => Descendants(id).Prepend(id));

    private static int ParentOf(int id)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // ended meanwhile
        }
    }
}
