using System.Globalization;
using CamStream.AppHost.Launch;

namespace CamStream.EndToEnd.Running;

/// <summary>A process of a running system, and what Linux tells of it in <c>/proc</c>.</summary>
/// <param name="id">Its id, which the orchestrator tells.</param>
internal sealed class ServiceProcess(int id)
{
    /// <summary>The children that run a program.</summary>
    public IReadOnlyList<ServiceProcess> Children(string program) =>
        [
            .. Ids()
                .Where(child => Parent(child) == id && Read(child, "comm").TrimEnd() == program)
                .Select(child => new ServiceProcess(child)),
        ];

    /// <summary>Whether it is gone.</summary>
    public bool HasEnded => Read(id, "environ").Length == 0;

    /// <summary>Waits until it is gone.</summary>
    public Task EndedAsync() => Wait.UntilAsync($"process {id} to end", () => HasEnded);

    /// <summary>Sends a signal, as <c>kill -l</c> names it.</summary>
    public async Task SignalAsync(string signal) =>
        (await ResourceProcess.SignalAsync(id, signal, CancellationToken.None)).ShouldBeTrue($"{signal} to {id}");

    /// <summary>Lets processes stand still meanwhile.</summary>
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
