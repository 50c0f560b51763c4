using CamStream.Encoder.Feeds;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Draining;

/// <summary>
/// What happens between being told to stop and stopping: everything goes on, but no feed is taken
/// any more, and who feeds is told so when it asks. It ends the feeds, at once or when another
/// encoder has the camera. Then, or when nobody asks, or it takes too long, all that is left is
/// broken off.
/// </summary>
internal sealed partial class Drain(
    CameraRegistry cameras,
    IOptions<DrainOptions> options,
    TimeProvider time,
    ILogger<Drain> logger
) : IHostedLifecycleService, IDisposable
{
    /// <summary>
    /// Who feeds asks several times a second; after so long without a question there is nobody who
    /// would give the cameras to others.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(50);

    private readonly Lock _beginning = new();
    private readonly CancellationTokenSource _over = new();
    private Task? _draining;
    private long _asked;

    /// <summary>Whether the service was told to stop.</summary>
    public bool HasBegun => Volatile.Read(ref _draining) is not null;

    /// <summary>Ends with the drain: what is still open is broken off.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Who feeds has asked, and hears of it.</summary>
    public void Asked() => Volatile.Write(ref _asked, time.GetTimestamp());

    /// <summary>Begins to drain, once.</summary>
    /// <returns>Done when the service may stop.</returns>
    public Task BeginAsync()
    {
        lock (_beginning)
            return _draining ??= Task.Run(RunAsync);
    }

    /// <summary>Before any part of the service is stopped.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => BeginAsync().WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();

    private bool IsLeftAlone => cameras.IsFed && time.GetElapsedTime(Volatile.Read(ref _asked)) >= Silence;

    private async Task RunAsync()
    {
        Asked();
        Log.Begins(logger, cameras.Count);
        var begun = time.GetTimestamp();
        using (var timer = new PeriodicTimer(_step, time))
        {
            while (
                !cameras.IsDrained
                && time.GetElapsedTime(begun) < TimeSpan.FromSeconds(options.Value.Seconds)
                && !IsLeftAlone
            )
            {
                await timer.WaitForNextTickAsync();
            }
        }
        Log.Ends(logger, time.GetElapsedTime(begun).TotalSeconds, cameras.IsDrained);
        cameras.Stop();
        await _over.CancelAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Told to stop: other encoders are to take over {Cameras} cameras")]
        public static partial void Begins(ILogger logger, int cameras);

        [LoggerMessage(
            LogLevel.Information,
            "Drained after {Seconds:F1} s; all cameras taken over or at their end: {Whole}"
        )]
        public static partial void Ends(ILogger logger, double seconds, bool whole);
    }
}
