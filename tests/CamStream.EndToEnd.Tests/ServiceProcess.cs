using System.Diagnostics;
using System.Globalization;

namespace CamStream.EndToEnd;

/// <summary>A process of a running system, found in Linux' <c>/proc</c>.</summary>
internal sealed class ServiceProcess
{
    private readonly int _id;

    private ServiceProcess(int id) => _id = id;

    /// <summary>A service, found by what the AppHost tells it of telemetry.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="otlp">Where the system's telemetry goes: no other system's goes there.</param>
    public static ServiceProcess Find(string name, string otlp)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found by /proc.");
        string[] told = [$"OTEL_SERVICE_NAME={name}", $"OTEL_EXPORTER_OTLP_ENDPOINT={otlp}"];
        var found = Ids().Where(id => told.All(Read(id, "environ").Split('\0').Contains)).ToHashSet();
        return new ServiceProcess(found.Single(id => !found.Contains(Parent(id)))); // its children inherit
    }

    /// <summary>The children that run a program.</summary>
    public IReadOnlyList<ServiceProcess> Children(string program) =>
        [.. Ids().Where(id => Parent(id) == _id && Read(id, "comm").TrimEnd() == program).Select(id => new ServiceProcess(id))];

    /// <summary>Whether it is gone.</summary>
    public bool HasEnded => Read(_id, "environ").Length == 0;

    /// <summary>Waits until it is gone.</summary>
    public async Task EndedAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!HasEnded) await timer.WaitForNextTickAsync(RunningSystem.Cancellation);
    }

    /// <summary>Sends a signal, as <c>kill -l</c> names it.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>Lets processes stand still meanwhile.</summary>
    public static async Task HangAsync(IReadOnlyList<ServiceProcess> processes, Func<Task> meanwhile)
    {
        processes.ShouldNotBeEmpty();
        foreach (var process in processes) await process.SignalAsync("STOP");
        try
        {
            await meanwhile();
        }
        finally
        {
            foreach (var process in processes) await process.SignalAsync("CONT");
        }
    }

    private static IEnumerable<int> Ids() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0);

    // id (command) state parent … : proc(5); a command may contain anything.
    private static int Parent(int id)
    {
        var stat = Read(id, "stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;
    }

    // Empty of one that has ended, or is another user's.
    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
