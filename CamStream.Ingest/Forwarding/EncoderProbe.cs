using CamStream.Frames.Encoders;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// Probes every encoder a few times a second, whether it gets frames or not, and tells those whose
/// streams broke what was written last.
/// </summary>
internal sealed partial class EncoderProbe(
    EncoderDirectory encoders,
    EncoderClient client,
    WrittenFrames written,
    IOptions<ForwardingOptions> options,
    TimeProvider time,
    ILogger<EncoderProbe> log
) : BackgroundService
{
    private readonly TimeSpan _interval = TimeSpan.FromMilliseconds(options.Value.ProbeMilliseconds);
    private readonly TimeSpan _patience = TimeSpan.FromMilliseconds(options.Value.ProbeTimeoutMilliseconds);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(encoders.Encoders.Select(encoder => WatchAsync(encoder, stoppingToken)));

    private async Task WatchAsync(EncoderAddress encoder, CancellationToken stopping)
    {
        var watch = encoders.Watch(encoder);
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            do
            {
                await AskAsync(encoder, watch, stopping);
            } while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
    }

    private async Task AskAsync(EncoderAddress encoder, EncoderWatch watch, CancellationToken stopping)
    {
        var asked = time.GetTimestamp();
        using var limit = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            var report = await client.AskAsync(encoder, either.Token);
            if (watch.Silenced.IsCancellationRequested)
                Log.Reachable(log, encoder.Name);
            watch.Answered(report);
            foreach (var (camera, last) in written.Unsettled(encoder))
            {
                if (await client.SettleAsync(encoder, camera, last, either.Token))
                    written.Settled(encoder, camera, last);
            }
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            if (failure is OperationCanceledException && time.GetElapsedTime(asked) > _patience + 2 * _interval)
                return; // this process was too slow to ask
            if (!watch.Silenced.IsCancellationRequested)
                Log.Unreachable(
                    log,
                    encoder.Name,
                    failure is OperationCanceledException
                        ? $"no answer within {_patience.TotalMilliseconds:0} ms"
                        : failure.Message
                );
            watch.Silence();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Encoder {Encoder} is unreachable: {Reason}")]
        public static partial void Unreachable(ILogger log, string encoder, string reason);

        [LoggerMessage(LogLevel.Information, "Encoder {Encoder} is reachable again")]
        public static partial void Reachable(ILogger log, string encoder);
    }
}
