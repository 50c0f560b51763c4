using CamStream.Edge.Capture;
using CamStream.Edge.Supervision;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MQTTnet;

namespace CamStream.Edge.Publishing;

/// <summary>
/// Keeps the camera connected to the broker: one connection after another, with back-off between
/// them.
/// <code>
///   connect (with the will) ─▶ subscribe to settings ─▶ status, frames …
///     ─┬─▶ connection lost: again
///      └─▶ told to stop: frames in flight, status offline, disconnect
/// </code>
/// </summary>
internal sealed partial class PublishService(
    Agent agent,
    FramePublisher frames,
    StatusPublisher status,
    SettingsListener settings,
    Pulses pulses,
    IOptions<BrokerOptions> broker,
    TimeProvider time,
    ILogger<PublishService> log
) : BackgroundService
{
    private static readonly TimeSpan _backoffLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _patienceAtEnd = TimeSpan.FromSeconds(1);

    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), _backoffLimit, Random.Shared);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            // One timeout to connect, and one to subscribe.
            pulses.Publishing.Within(2 * TimeSpan.FromSeconds(broker.Value.TimeoutSeconds));
            try
            {
                await RunSessionAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (time.GetElapsedTime(started) > _backoffLimit)
                    _backoff.Reset();
                var wait = _backoff.Next();
                Log.Lost(log, broker.Value.Host, broker.Value.Port, failure.Message, wait.TotalSeconds);
                pulses.Publishing.Within(wait);
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunSessionAsync(CancellationToken stopping)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        using var lost = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, lost.Token);
        client.DisconnectedAsync += _ => CancelAsync(lost);

        var result = await ConnectAsync(client, stopping);
        await settings.SubscribeAsync(client, ending.Token);
        Log.Connected(log, broker.Value.Host, broker.Value.Port);

        var publishing = frames.RunAsync(client, result, ending.Token, lost.Token);
        var telling = status.RunAsync(client, ending.Token);
        await Task.WhenAny(publishing, telling).ConfigureAwait(false);
        if (stopping.IsCancellationRequested && client.IsConnected)
        {
            lost.CancelAfter(_patienceAtEnd);
            await EndedAsync(publishing, telling);
            await LeaveAsync(client);
            return;
        }
        await lost.CancelAsync();
        await EndedAsync(publishing, telling);
        var failure = (telling.Exception ?? publishing.Exception)?.InnerException;
        throw new IOException(failure?.Message ?? "the connection was lost.");
    }

    private async Task<MqttClientConnectResult> ConnectAsync(IMqttClient client, CancellationToken stopping)
    {
        var options = status
            .AddWill(broker.Value.ToClientOptions())
            .WithClientId($"camstream-edge-{agent.Camera}")
            .WithCleanStart()
            .Build();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(broker.Value.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, timeout.Token);
        var result = await client.ConnectAsync(options, either.Token);
        return result.ResultCode == MqttClientConnectResultCode.Success
            ? result
            : throw new IOException(broker.Value.Refusal(result));
    }

    private async Task LeaveAsync(IMqttClient client)
    {
        using var patience = new CancellationTokenSource(_patienceAtEnd, time);
        await status.PublishAsync(client, CameraStatus.Offline, patience.Token);
        await client.DisconnectAsync(new MqttClientDisconnectOptions(), patience.Token);
    }

    private static Task EndedAsync(params Task[] tasks) =>
        Task.WhenAll(tasks)
            .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private static Task CancelAsync(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The session ended by itself first.
        }
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Connected to {Host}:{Port}")]
        public static partial void Connected(ILogger log, string host, int port);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Not connected to {Host}:{Port}: {Problem} Next attempt in {Seconds:0.0} s"
        )]
        public static partial void Lost(ILogger log, string host, int port, string problem, double seconds);
    }
}
