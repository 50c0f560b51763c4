using CamStream.Frames.Mqtt;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Intake;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Ingest.Broker;

/// <summary>
/// Keeps Ingest connected and subscribed. After a loss it tries again for ever, first soon, then
/// every few seconds. It does not ask for what was published meanwhile: an old picture is
/// worthless in a live view.
/// <code>
///   told to stop ─▶ unsubscribe ─▶ UNSUBACK ─▶ take what the broker still holds ─▶ disconnect
/// </code>
/// After the UNSUBACK the broker tells cameras that nobody subscribes, and they count their frames
/// as dropped. Frames from before it go to the encoders, as forwarding ends after this service. So
/// a stop loses no frame uncounted.
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
    // How many messages the broker may send before they are acknowledged (MQTT 5 §3.1.2.11.3): a
    // second's frames of a few cameras. It bounds memory.
    private const ushort ReceiveMaximum = 256;

    // Room for topic and properties, and for frames that are a little too large: those are refused
    // by name. The broker drops larger packets itself (MQTT 5 §3.1.2.11.4), and the hole in the
    // camera's sequence counts them.
    private const int PacketOverheadBytes = 64 * 1024;

    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(50);

    // The same for each connection, so that the broker closes a half-dead earlier one at once.
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
            Log.LeftEarly(log, options.Value.Host, options.Value.Port, failure.Message);
        }
        if (client.IsConnected)
            await client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);
    }

    // No packet says that there are no more messages. But the broker sends what an acknowledgement
    // releases before it answers a later ping. So when a ping's round trip, and a moment for our
    // own queue, pass without a message, none is left.
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
    /// A task that ends with the reason when the connection is lost; null when there is no
    /// connection.
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

    // Our own settings do not come back (No Local, MQTT 5 §3.8.3.1): a late echo must not undo
    // newer ones.
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

        [LoggerMessage(
            LogLevel.Warning,
            "Left the broker at {Host}:{Port} before it had sent all frames; some may be lost: {Reason}"
        )]
        public static partial void LeftEarly(ILogger log, string host, int port, string reason);
    }
}
