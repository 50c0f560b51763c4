using System.Globalization;
using CamStream.AppHost.Launch;

namespace CamStream.EndToEnd.Running;

/// <summary>A process of a running system, read from Linux's <c>/proc</c>.</summary>
/// <param name="id">The process id from the orchestrator.</param>
internal sealed class ServiceProcess(int id)
{
    /// <summary>The process's children that run a program.</summary>
    public IReadOnlyList<ServiceProcess> Children(string program) =>
        [
            .. Ids()
                .Where(child => Parent(child) == id && Read(child, "comm").TrimEnd() == program)
                .Select(child => new ServiceProcess(child)),
        ];

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => Read(id, "environ").Length == 0;

    /// <summary>Waits until the process has ended.</summary>
    public Task EndedAsync() => Wait.UntilAsync($"process {id} to end", () => HasEnded);

    /// <summary>Sends a signal, named as in <c>kill -l</c>.</summary>
    public async Task SignalAsync(string signal) =>
        (await ResourceProcess.SignalAsync(id, signal, CancellationToken.None)).ShouldBeTrue($"{signal} to {id}");

    /// <summary>Freezes processes during an action.</summary>
    public static async Task HangAsync(IReadOnlyList<ServiceProcess> processes, Func<Task> meanwhile)
    {
        processes.ShouldNotBeEmpty();
        foreach (var process in processes)
            await process.SignalAsync("STOP");
        try
        {
            await meanwhile();
        }
        finally
        {
            foreach (var process in processes)
                await process.SignalAsync("CONT");
        }
    }

    private static IEnumerable<int> Ids() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder =>
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? id
                    : 0
            )
            .Where(id => id > 0);

    // id (command) state parent … (proc(5)); a command may contain anything.
    private static int Parent(int id)
    {
        var stat = Read(id, "stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;
    }

    // Empty if the process has ended, or belongs to another user.
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
