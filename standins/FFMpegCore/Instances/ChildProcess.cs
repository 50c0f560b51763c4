using System.ComponentModel;
using System.Diagnostics;
using Instances.Exceptions;

namespace Instances;

/// <summary>
/// A started program with its three standard streams redirected. It has finished when it has exited and both outputs are at
/// their end. All lines of both are kept.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LineCollector _output;
    private readonly LineCollector _error;

    private ChildProcess(ProcessStartInfo startInfo, Action<string>? onOutput, Action<string>? onError)
    {
        startInfo.CreateNoWindow = true;
        startInfo.UseShellExecute = false;
        startInfo.RedirectStandardInput = true;
        startInfo.RedirectStandardOutput = true;
        startInfo.RedirectStandardError = true;

        _output = new LineCollector(onOutput);
        _error = new LineCollector(onError);
        _process = new Process { StartInfo = startInfo, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _error.Add(line.Data);
    }

    /// <exception cref="InstanceFileNotFoundException">The program does not exist.</exception>
    public static ChildProcess Start(ProcessStartInfo startInfo, Action<string>? onOutput = null, Action<string>? onError = null)
    {
        var child = new ChildProcess(startInfo, onOutput, onError);
        try
        {
            child._process.Start();
        }
        catch (Win32Exception e) when (IsFileNotFound(e))
        {
            child.Dispose();
            throw new InstanceFileNotFoundException(startInfo.FileName, e);
        }

        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public async Task<ChildResult> WaitForExitAsync(CancellationToken killWhenCancelled = default)
    {
        using var registration = killWhenCancelled.Register(Kill);
        await Task.WhenAll(_exited.Task, _output.End, _error.End).ConfigureAwait(false);
        return new ChildResult(_process.ExitCode, _output.Lines, _error.Lines);
    }

    /// <summary>Does nothing once the program has exited.</summary>
    public void SendInput(string input)
    {
        if (_exited.Task.IsCompleted)
            return;
        _process.StandardInput.Write(input);
        _process.StandardInput.Flush();
    }

    /// <summary>Does nothing once the program has exited.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
        }
    }

    public void Dispose() => _process.Dispose();

    // ENOENT and ERROR_FILE_NOT_FOUND are the same number.
    private static bool IsFileNotFound(Win32Exception e) => e.NativeErrorCode == 2;
}
