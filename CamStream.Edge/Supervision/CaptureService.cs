using CamStream.Edge.Capture;
using CamStream.Edge.Settings;
using CamStream.Edge.Sources;
using CamStream.Edge.Status;
using CamStream.Frames;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CamStream.Edge.Supervision;

/// <summary>
/// Keeps the source running: restarts it when the settings change, and, with back-off, when it
/// ends, fails or stalls. The status shows its problem until the next frame.
/// </summary>
internal sealed partial class CaptureService : BackgroundService
{
    private static readonly TimeSpan _backoffLimit = TimeSpan.FromSeconds(30);

    private readonly ICameraSource _source;
    private readonly FrameCapture _capture;
    private readonly CurrentSettings _settings;
    private readonly StatusBoard _status;
    private readonly EdgeTelemetry _telemetry;
    private readonly Pulse _pulse;
    private readonly EdgeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(500), _backoffLimit, Random.Shared);

    public CaptureService(
        ICameraSource source,
        FrameCapture capture,
        CurrentSettings settings,
        StatusBoard status,
        EdgeTelemetry telemetry,
        Pulses pulses,
        IOptions<EdgeOptions> options,
        TimeProvider time,
        ILogger<CaptureService> log
    )
    {
        (_source, _capture, _settings, _status, _telemetry) = (source, capture, settings, status, telemetry);
        (_pulse, _options, _time, _log) = (pulses.Capturing, options.Value, time, log);
        _capture.Added = OnFrame;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var (settings, changed) = _settings.Snapshot();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, changed);
            try
            {
                if (settings.Enabled == false)
                {
                    _status.SourceProblem = null;
                    _pulse.Rest();
                    await Task.Delay(Timeout.InfiniteTimeSpan, _time, ending.Token);
                }
                var started = _time.GetTimestamp();
                var problem = await RunAsync(settings, ending.Token);
                if (ending.IsCancellationRequested)
                    continue;
                if (_time.GetElapsedTime(started) > _backoffLimit)
                    _backoff.Reset();
                await WaitAsync(problem, ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // The service is stopping, or the settings changed.
            }
        }
    }

    // Returns why the source ended.
    private async Task<string> RunAsync(CameraSettings settings, CancellationToken ending)
    {
        Log.Starting(_log, _source.Kind, settings.Width, settings.Height, settings.Fps);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(ending);
        var limit = StallLimit(settings.Fps ?? 1);
        var stall = WatchAsync(limit, running);
        try
        {
            await _source.RunAsync(settings, _capture, running.Token);
            return running.IsCancellationRequested ? Stalled(limit) : $"{_source.Kind} ended.";
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            return Stalled(limit);
        }
        catch (Exception failure)
        {
            return running.IsCancellationRequested ? Stalled(limit) : $"{_source.Kind}: {failure.Message}";
        }
        finally
        {
            await running.CancelAsync();
            await stall;
        }
    }

    /// <summary>The time without a frame after which the source has stalled.</summary>
    private TimeSpan StallLimit(double framesPerSecond) =>
        TimeSpan.FromSeconds(Math.Max(_options.StallSeconds, 3 / framesPerSecond));

    private static string Stalled(TimeSpan limit) =>
        FormattableString.Invariant($"no frame for {limit.TotalSeconds:0.#} s.");

    private async Task WatchAsync(TimeSpan limit, CancellationTokenSource running)
    {
        try
        {
            var since = _time.GetTimestamp();
            while (true)
            {
                since = Math.Max(since, _capture.LastFrameTimestamp);
                var left = limit - _time.GetElapsedTime(since);
                if (left <= TimeSpan.Zero)
                    break;
                _pulse.Within(left);
                await Task.Delay(left + TimeSpan.FromMilliseconds(1), _time, running.Token);
            }
            await running.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The source has ended, or is being stopped.
        }
        _pulse.Within(TimeSpan.Zero);
    }

    private async Task WaitAsync(string problem, CancellationToken ending)
    {
        _status.SourceProblem = problem;
        _telemetry.SourceRestarted();
        var wait = _backoff.Next();
        Log.Ended(_log, problem, wait.TotalSeconds);
        _pulse.Within(wait);
        await Task.Delay(wait, _time, ending);
    }

    private void OnFrame(bool resized)
    {
        _status.SourceProblem = null;
        if (resized)
            _status.Ring();
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Capturing from {Source}: {Width}x{Height} at {Fps} frames per second"
        )]
        public static partial void Starting(ILogger log, string source, int? width, int? height, double? fps);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "The source stopped: {Problem} Next attempt in {Seconds:0.0} s"
        )]
        public static partial void Ended(ILogger log, string problem, double seconds);
    }
}
