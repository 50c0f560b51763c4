using CamStream.Frames.Mqtt;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Intake;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Ingest.Broker;

/// <summary>
/// Keeps Ingest connected and subscribed: after a loss it tries again for ever, first soon, then every few seconds. What was published meanwhile is not
/// asked for: a live picture that waited is worth nothing.
/// <code>
///   told to stop ─▶ unsubscribe ─▶ UNSUBACK ─▶ take what the broker still held for us ─▶ disconnect
/// </code>
/// From the UNSUBACK on the broker tells cameras that nobody subscribes, and they count; what came before it goes to the feeds, which end after this. So a stop
/// loses no frame between them.
/// </summary>
internal sealed partial class BrokerConnection(
    IMqttClient client,
    IOptions<BrokerOptions> options,
    IOptions<IntakeOptions> intake,
    MessageRouter router,
    CameraRegistry cameras,
    TimeProvider time,
    ILogger<BrokerConnection> log
) : BackgroundService
{
    // What the broker may send ahead of acknowledgements, MQTT 5 §3.1.2.11.3: a second's worth of a
    // few cameras, so that memory is bounded.
    private const ushort ReceiveMaximum = 256;

    // Topic and properties beside the largest frame, with room to refuse one that is somewhat too
    // large by its name. The broker drops what is larger still (MQTT 5 §3.1.2.11.4), and the gap in
    // the camera's sequence counts it.
    private const int PacketOverheadBytes = 64 * 1024;

    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(50);

    // The same over reconnects, so that the broker drops a half-dead predecessor at once.
    private readonly string _clientId = $"ingest-{Guid.NewGuid():N}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        client.ApplicationMessageReceivedAsync += router.RouteAsync;
        var pause = _firstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await TryConnectAsync(stoppingToken) is { } lost)
            {
                pause = _firstPause;
                var reason = await lost.WaitAsync(stoppingToken);
                Log.Lost(log, options.Value.Host, options.Value.Port, reason);
            }
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, stoppingToken);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _longestPause.Ticks));
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!client.IsConnected)
            return;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
            await client.UnsubscribeAsync(Unsubscriptions(), limit.Token);
            await TakeTheRestAsync(limit.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.LeftInHaste(log, options.Value.Host, options.Value.Port, failure.Message);
        }
        if (client.IsConnected)
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);
    }

    // No packet says that this was all. But what an acknowledgement releases, the broker sends
    // before it answers a ping that came after: when a ping's time and some more for our own queue
    // have passed without a message, there is none left.
    private async Task TakeTheRestAsync(CancellationToken cancellation)
    {
        long taken;
        do
        {
            taken = router.Taken;
            await client.PingAsync(cancellation);
            await Task.Delay(_quiet, time, cancellation);
        } while (router.Taken != taken);
    }

    /// <summary>Connects and subscribes.</summary>
    /// <returns>
    /// Ends with the reason when the connection is lost; null when it could not be had.
    /// </returns>
    private async Task<Task<string>?> TryConnectAsync(CancellationToken cancellation)
    {
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task OnDisconnected(MqttClientDisconnectedEventArgs gone)
        {
            client.DisconnectedAsync -= OnDisconnected;
            lost.TrySetResult(gone.Exception?.Message ?? gone.Reason.ToString());
            return Task.CompletedTask;
        }
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
            var connected = await client.ConnectAsync(ConnectOptions(), limit.Token);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new InvalidOperationException(options.Value.Refusal(connected));
            }
            client.DisconnectedAsync += OnDisconnected;
            await client.SubscribeAsync(Subscriptions(), limit.Token);
            cameras.Listens();
            Log.Connected(log, options.Value.Host, options.Value.Port);
            return client.IsConnected ? lost.Task : null;
        }
        catch (Exception failure)
            when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            client.DisconnectedAsync -= OnDisconnected;
            Log.Failed(log, options.Value.Host, options.Value.Port, failure.Message);
            if (client.IsConnected)
                await client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellation);
            return null;
        }
    }

    private MqttClientOptions ConnectOptions() =>
        options
            .Value.ToClientOptions()
            .WithClientId(_clientId)
            .WithCleanStart()
            .WithReceiveMaximum(ReceiveMaximum)
            .WithMaximumPacketSize((uint)(intake.Value.MaxFrameBytes + PacketOverheadBytes))
            .Build();

    // Settings without our own (No Local, §3.8.3.1): an echo that comes late must not undo newer
    // ones.
    private static MqttClientSubscribeOptions Subscriptions() =>
        new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter(filter =>
                filter.WithTopic(Topics.SharedFrames).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            )
            .WithTopicFilter(filter =>
                filter.WithTopic(Topics.AllStatuses).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            )
            .WithTopicFilter(filter =>
                filter
                    .WithTopic(Topics.AllSettings)
                    .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                    .WithNoLocal()
            )
            .Build();

    private static MqttClientUnsubscribeOptions Unsubscriptions() =>
        new MqttClientUnsubscribeOptionsBuilder()
            .WithTopicFilter(Topics.SharedFrames)
            .WithTopicFilter(Topics.AllStatuses)
            .WithTopicFilter(Topics.AllSettings)
            .Build();

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Connected to the broker at {Host}:{Port}")]
        public static partial void Connected(ILogger log, string host, int port);

        [LoggerMessage(LogLevel.Warning, "Lost the broker at {Host}:{Port}: {Reason}")]
        public static partial void Lost(ILogger log, string host, int port, string reason);

        [LoggerMessage(LogLevel.Warning, "Cannot use the broker at {Host}:{Port}: {Reason}")]
        public static partial void Failed(ILogger log, string host, int port, string reason);

        [LoggerMessage(LogLevel.Warning, "Left the broker at {Host}:{Port} in haste, frames may be lost: {Reason}")]
        public static partial void LeftInHaste(ILogger log, string host, int port, string reason);
    }
}
