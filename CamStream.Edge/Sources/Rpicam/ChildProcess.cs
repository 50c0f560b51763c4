using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CamStream.Edge.Sources.Rpicam;

/// <summary>
/// A program whose standard output is read. Dispose asks it to end (SIGTERM) and kills it after one
/// second. If this process is killed, the program ends at its next write to the closed pipe.
/// </summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int SigTerm = 15;
    private const int KeptErrorLines = 5;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Queue<string> _errors = new();
    private readonly TimeProvider _time;
    private Task? _end;

    private ChildProcess(Process process, TimeProvider time) => (_process, _time) = (process, time);

    /// <summary>Standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts a program from the PATH.</summary>
    /// <exception cref="InvalidOperationException">
    /// The program cannot be started; the message names it.
    /// </exception>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, TimeProvider time)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var child = new ChildProcess(new Process { StartInfo = info }, time);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        try
        {
            child._process.Start();
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            child._process.Dispose();
            throw new InvalidOperationException($"{program} cannot be started: {failure.Message}", failure);
        }
        child._process.StandardInput.Close();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>
    /// Waits for the end and returns the exit code and the last lines of standard error.
    /// </summary>
    public async Task<string> WaitForEndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        lock (_errors)
            return $"exit code {_process.ExitCode}{(_errors.Count > 0 ? ": " : "")}{string.Join(" | ", _errors)}";
    }

    /// <summary>
    /// Sends SIGTERM, and after one second SIGKILL, to the program and its children.
    /// </summary>
    public void AskToEnd()
    {
        if (!OperatingSystem.IsWindows() && !_process.HasExited)
            _ = Kill(_process.Id, SigTerm);
        _end ??= EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        AskToEnd();
        await _end!;
        _process.Dispose();
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(_patience, _time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > KeptErrorLines)
                _errors.Dequeue();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
