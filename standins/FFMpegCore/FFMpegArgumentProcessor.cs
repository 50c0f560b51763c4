using System.Diagnostics;
using System.Text.RegularExpressions;
using FFMpegCore.Enums;
using FFMpegCore.Exceptions;
using FFMpegCore.Probing;
using Instances;

namespace FFMpegCore;

/// <summary>
/// Runs ffmpeg once. The run ends when ffmpeg has exited <em>and</em> every pipe's source or sink has returned; the exit
/// cancels their token. What is thrown, first match: the failure of a source or sink (an <see cref="IOException"/> when ffmpeg
/// died while it wrote, whatever <c>throwOnError</c> says); <see cref="OperationCanceledException"/> when cancelled;
/// <see cref="FFMpegException"/> when the exit code is not zero.
/// </summary>
public partial class FFMpegArgumentProcessor
{
    private readonly FFMpegArguments _arguments;
    private readonly List<Action<FFOptions>> _configurations = [];
    private CancellationTokenRegistration _cancellation;
    private volatile bool _cancelled;
    private Action<int>? _cancelRun;
    private FFMpegLogLevel? _logLevel;
    private Action<string>? _onOutput;
    private Action<string>? _onError;
    private Action<double>? _onPercentage;
    private Action<TimeSpan>? _onTime;
    private TimeSpan? _totalTime;

    internal FFMpegArgumentProcessor(FFMpegArguments arguments) => _arguments = arguments;

    public string Arguments => _arguments.Text;

    public FFMpegArgumentProcessor NotifyOnProgress(Action<double> onPercentageProgress, TimeSpan totalTimeSpan)
    {
        _onPercentage = onPercentageProgress;
        _totalTime = totalTimeSpan;
        return this;
    }

    public FFMpegArgumentProcessor NotifyOnProgress(Action<TimeSpan> onTimeProgress)
    {
        _onTime = onTimeProgress;
        return this;
    }

    /// <summary>Each line of standard output.</summary>
    public FFMpegArgumentProcessor NotifyOnOutput(Action<string> onOutput)
    {
        _onOutput = onOutput;
        return this;
    }

    /// <summary>Each line of standard error.</summary>
    public FFMpegArgumentProcessor NotifyOnError(Action<string> onError)
    {
        _onError = onError;
        return this;
    }

    /// <summary>
    /// <paramref name="cancel"/> asks ffmpeg to quit (<c>q</c> on standard input), blocks its caller for up to
    /// <paramref name="timeout"/> milliseconds until ffmpeg has exited, then kills it.
    /// </summary>
    public FFMpegArgumentProcessor CancellableThrough(out Action cancel, int timeout = 0)
    {
        cancel = () => Cancel(timeout);
        return this;
    }

    /// <inheritdoc cref="CancellableThrough(out Action, int)"/>
    public FFMpegArgumentProcessor CancellableThrough(CancellationToken token, int timeout = 0)
    {
        token.ThrowIfCancellationRequested();
        _cancellation.Dispose();
        _cancellation = token.Register(() => Cancel(timeout));
        return this;
    }

    /// <summary>Changes the options of the call, or else a copy of the global ones.</summary>
    public FFMpegArgumentProcessor Configure(Action<FFOptions> configureOptions)
    {
        _configurations.Add(configureOptions);
        return this;
    }

    public FFMpegArgumentProcessor WithLogLevel(FFMpegLogLevel logLevel)
    {
        _logLevel = logLevel;
        return this;
    }

    public bool ProcessSynchronously(bool throwOnError = true, FFOptions? ffMpegOptions = null)
        => ProcessAsynchronously(throwOnError, ffMpegOptions).GetAwaiter().GetResult();

    /// <returns>Whether ffmpeg exited with 0; false also when cancelled and <paramref name="throwOnError"/> is false.</returns>
    public async Task<bool> ProcessAsynchronously(bool throwOnError = true, FFOptions? ffMpegOptions = null)
    {
        var startInfo = StartInfo(ffMpegOptions);
        ChildResult? result = null;
        try
        {
            result = await RunAsync(startInfo).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!throwOnError)
        {
        }

        return Complete(throwOnError, result ?? new ChildResult(-1, [], []));
    }

    private void Cancel(int timeout)
    {
        _cancelled = true;
        _cancelRun?.Invoke(timeout);
    }

    private async Task<ChildResult> RunAsync(ProcessStartInfo startInfo)
    {
        using var ended = new CancellationTokenSource();
        try
        {
            if (_cancelled)
                throw new OperationCanceledException("cancelled before starting processing");

            _arguments.Pre();
            using var ffmpeg = ChildProcess.Start(startInfo, _onOutput, OnErrorLine);

            _cancelRun = timeout =>
            {
                ffmpeg.SendInput("q");
                if (ended.Token.WaitHandle.WaitOne(timeout))
                    return;
                ended.Cancel();
                ffmpeg.Kill();
            };

            var exit = ExitAsync(ffmpeg, ended);
            await Task.WhenAll(exit, _arguments.During(ended.Token)).ConfigureAwait(false);
            if (_cancelled)
                throw new OperationCanceledException("ffmpeg processing was cancelled");
            return await exit.ConfigureAwait(false);
        }
        finally
        {
            _cancelRun = null;
            _cancellation.Dispose();
        }
    }

    private async Task<ChildResult> ExitAsync(ChildProcess ffmpeg, CancellationTokenSource ended)
    {
        var result = await ffmpeg.WaitForExitAsync().ConfigureAwait(false);
        ended.Cancel();
        _arguments.Post();
        return result;
    }

    private bool Complete(bool throwOnError, ChildResult result)
    {
        if (throwOnError && result.ExitCode != 0)
        {
            var error = string.Join("\n", result.Error);
            throw new FFMpegException(
                FFMpegExceptionType.Process, $"ffmpeg exited with non-zero exit-code ({result.ExitCode} - {error})", null, error);
        }

        _onPercentage?.Invoke(100);
        if (_totalTime is { } total)
            _onTime?.Invoke(total);
        return result.ExitCode == 0;
    }

    private ProcessStartInfo StartInfo(FFOptions? given)
    {
        var options = given ?? GlobalFFOptions.Current.Clone();
        foreach (var configure in _configurations)
            configure(options);
        ProgramCheck.FFMpeg(options);

        _logLevel ??= options.LogLevel;
        var logLevel = _logLevel is { } level ? $" -v {level.ToString().ToLowerInvariant()}" : "";
        return options.StartInfo(GlobalFFOptions.GetFFMpegBinaryPath(options), _arguments.Text + logLevel);
    }

    private void OnErrorLine(string line)
    {
        _onError?.Invoke(line);
        if (_onTime is null && _onPercentage is null)
            return;
        if (ProgressTime().Match(line) is not { Success: true } match)
            return;

        var time = Sexagesimal.Parse(match.Groups[1].Value);
        _onTime?.Invoke(time);
        if (_totalTime is { } total)
            _onPercentage?.Invoke(Math.Round(time.TotalSeconds / total.TotalSeconds * 100, 2));
    }

    [GeneratedRegex(@"time=(\d\d:\d\d:\d\d.\d\d?)")]
    private static partial Regex ProgressTime();
}
