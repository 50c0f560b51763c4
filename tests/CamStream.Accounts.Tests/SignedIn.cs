using System.Text;
using System.Threading.Channels;
using CamStream.Frames.Mqtt;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Accounts;

/// <summary>A client that has signed in, and the messages it received since.</summary>
internal sealed class SignedIn : IAsyncDisposable
{
    private readonly Channel<MqttApplicationMessage> _received = Channel.CreateUnbounded<MqttApplicationMessage>();
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    private readonly TaskCompletionSource _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isBroken;

    private SignedIn()
    {
        _client.ApplicationMessageReceivedAsync += received =>
            _received.Writer.WriteAsync(received.ApplicationMessage).AsTask();
        _client.DisconnectedAsync += _ =>
        {
            _disconnected.TrySetResult();
            return Task.CompletedTask;
        };
    }

    public bool IsConnected => _client.IsConnected;

    /// <summary>Completes when the connection ends.</summary>
    public Task Disconnected => _disconnected.Task.WaitAsync(SecuredBroker.Cancellation);

    /// <summary>Signs in successfully.</summary>
    public static async Task<SignedIn> ConnectAsync(
        BrokerOptions options,
        Action<MqttClientOptionsBuilder>? configure = null
    )
    {
        var client = new SignedIn();
        var builder = options.ToClientOptions();
        configure?.Invoke(builder);
        (await client._client.ConnectAsync(builder.Build(), SecuredBroker.Cancellation)).ResultCode.ShouldBe(
            MqttClientConnectResultCode.Success
        );
        return client;
    }

    /// <summary>The broker's response to an attempt to sign in.</summary>
    public static async Task<MqttClientConnectResultCode> TryAsync(BrokerOptions options)
    {
        await using var client = new SignedIn();
        return (
            await client._client.ConnectAsync(options.ToClientOptions().Build(), SecuredBroker.Cancellation)
        ).ResultCode;
    }

    public Task SubscribeAsync(string filter) =>
        _client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, SecuredBroker.Cancellation);

    public async Task<MqttClientPublishReasonCode> PublishAsync(string topic, string text, bool retain = false) =>
        (
            await _client.PublishStringAsync(
                topic,
                text,
                MqttQualityOfServiceLevel.AtLeastOnce,
                retain,
                SecuredBroker.Cancellation
            )
        ).ReasonCode;

    /// <summary>The next message: topic and payload.</summary>
    public async Task<(string Topic, string Text)> NextAsync()
    {
        var message = await _received.Reader.ReadAsync(SecuredBroker.Cancellation);
        return (message.Topic, Encoding.UTF8.GetString(message.Payload));
    }

    /// <summary>Drops the connection without a DISCONNECT.</summary>
    public void Break()
    {
        _isBroken = true;
        _client.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isBroken)
            return;
        if (_client.IsConnected)
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None);
        _client.Dispose();
    }
}
