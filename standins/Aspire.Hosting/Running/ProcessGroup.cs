using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Running;

/// <summary>
/// One run of a resource: a process in a session of its own, so that its group holds it and all its children, and so that Ctrl-C in
/// a terminal reaches the AppHost only, which then stops its resources in order.
/// </summary>
internal sealed class ProcessGroup : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _lastLines = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Launch _launch;
    private readonly TimeProvider _time;
    private int _id; // of the process, and so of its group: the Process forgets it when it is disposed
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProcessGroup(Launch launch, TimeProvider time)
    {
        _launch = launch;
        _time = time;

        // The shell waits for a line, which it gets once the watchdog knows of it, and turns into the command: same process id.
        // It is bash because other shells drop variables with a dash in their name, as services__encoder-0__http__0 has.
        var start = new ProcessStartInfo("setsid", ["bash", "-c", "read -r _ && exec \"$@\" </dev/null", "bash", Find(launch), .. launch.Arguments])
        {
            WorkingDirectory = launch.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult();
    }

    private string GroupId => _id.ToString(CultureInfo.InvariantCulture);

    private string? ContainerId => _launch.Container is null ? null : $"{_launch.Command}:{_launch.Container}";

    /// <exception cref="DistributedApplicationException">The command or its directory is not there.</exception>
    public static ProcessGroup Start(Launch launch, Watchdog watchdog, Action<string, bool> onLine, TimeProvider time)
    {
        var group = new ProcessGroup(launch, time);
        try
        {
            group._process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new DistributedApplicationException($"'{launch.Command}' could not be started in '{launch.WorkingDirectory}': {exception.Message}", exception);
        }

        group._id = group._process.Id;
        watchdog.Add(group.GroupId);
        if (group.ContainerId is { } container)
        {
            watchdog.Add(container);
        }

        group._process.StandardInput.Write('\n');
        group._process.StandardInput.Close();
        group.Completion = group.RunAsync(watchdog, onLine);
        return group;
    }

    /// <summary>The exit code, when the process and all its children are gone and their last lines are read.</summary>
    public Task<int> Completion { get; private set; } = Task.FromResult(0);

    /// <summary>Asks the process to stop; after a limit, and in any case for its children, kills.</summary>
    public async Task StopAsync()
    {
        if (_launch.Container is { } container)
        {
            using var stop = Process.Start(new ProcessStartInfo(_launch.Command, ["stop", container]) { RedirectStandardOutput = true });
        }
        else
        {
            Signals.AskToStop(_id);
        }

        await Task.WhenAny(_exited.Task, Task.Delay(_patience, _time));
        if (!_exited.Task.IsCompleted)
        {
            Signals.KillGroup(_id);
        }

        await Completion;
    }

    public async ValueTask DisposeAsync()
    {
        await Completion;
        _process.Dispose();
    }

    private async Task<int> RunAsync(Watchdog watchdog, Action<string, bool> onLine)
    {
        var pumps = Task.WhenAll(
            PumpAsync(_process.StandardOutput, line => onLine(line, false)),
            PumpAsync(_process.StandardError, line => onLine(line, true)));
        await _exited.Task;
        Signals.KillGroup(_id); // children that it left
        await Task.WhenAny(pumps, Task.Delay(_lastLines, _time));
        watchdog.Remove(GroupId);
        if (ContainerId is { } container)
        {
            watchdog.Remove(container);
        }

        return _process.ExitCode;
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            onLine(line);
        }
    }

    private static string Find(Launch launch)
    {
        if (launch.Command.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(Path.Combine(launch.WorkingDirectory, launch.Command)) ? launch.Command : throw Missing(launch);
        }

        var path = launch.Environment.GetValueOrDefault("PATH") ?? string.Empty;
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(directory => Path.Combine(directory, launch.Command)).FirstOrDefault(File.Exists)
            ?? throw Missing(launch);
    }

    private static DistributedApplicationException Missing(Launch launch) => new($"The command '{launch.Command}' was not found.");
}
