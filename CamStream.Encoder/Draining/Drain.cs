using CamStream.Encoder.Cameras;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Draining;

/// <summary>
/// Lets other encoders take the cameras over before this one stops. After the signal to stop it
/// serves on, but accepts no new feed, and tells Ingest when Ingest asks. Ingest ends each feed
/// when another encoder has the camera, or at once. The drain ends when all cameras are taken over,
/// when Ingest no longer asks, or when its time is over. Then it breaks off everything that is
/// left.
/// </summary>
internal sealed partial class Drain(
    CameraRegistry cameras,
    IOptions<DrainOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<Drain> logger
) : IHostedLifecycleService, IDisposable
{
    /// <summary>
    /// Ingest asks several times a second. After this time without a question there is no Ingest
    /// that would move the cameras.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(50);

    private readonly Lock _beginning = new();
    private readonly CancellationTokenSource _over = new();
    private Task? _draining;
    private long _asked; // timestamp of the last question

    /// <summary>Whether the service was told to stop.</summary>
    public bool HasBegun => Volatile.Read(ref _draining) is not null;

    /// <summary>Cancelled when the drain ends: open feeds break off.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Takes note that Ingest asks.</summary>
    public void Asked() => Volatile.Write(ref _asked, time.GetTimestamp());

    /// <summary>Begins the drain. Further calls return the same task.</summary>
    /// <returns>Completes when the service may stop.</returns>
    public Task BeginAsync()
    {
        lock (_beginning)
            return _draining ??= Task.Run(RunAsync);
    }

    /// <summary>Drains before the host stops any part of the service.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => BeginAsync().WaitAsync(cancellationToken);

    /// <summary>Has the drain begin with the signal to stop, before the host acts on it.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() => BeginAsync());
        return Task.CompletedTask;
    }

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
        var seconds = time.GetElapsedTime(begun).TotalSeconds;
        if (cameras.IsDrained)
            Log.Drained(logger, seconds);
        else
            Log.Abandoned(logger, seconds);
        cameras.Stop();
        await _over.CancelAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Told to stop. Waiting for other encoders to take over {Cameras} cameras")]
        public static partial void Begins(ILogger logger, int cameras);

        [LoggerMessage(LogLevel.Information, "Drained after {Seconds:F1} s")]
        public static partial void Drained(ILogger logger, double seconds);

        [LoggerMessage(LogLevel.Warning, "Stopped after {Seconds:F1} s; other encoders did not take all cameras over")]
        public static partial void Abandoned(ILogger logger, double seconds);
    }
}
