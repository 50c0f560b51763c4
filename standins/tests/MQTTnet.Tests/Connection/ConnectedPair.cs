using System.Threading.Channels;
using MQTTnet.Formatter;

namespace MQTTnet.Connection;

/// <summary>A client connected to a fake broker.</summary>
internal sealed class ConnectedPair : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly Channel<MqttClientDisconnectedEventArgs> _disconnected = Channel.CreateUnbounded<MqttClientDisconnectedEventArgs>();
    private readonly Channel<MqttApplicationMessageReceivedEventArgs> _received = Channel.CreateUnbounded<MqttApplicationMessageReceivedEventArgs>();

    private ConnectedPair()
    {
        Client.DisconnectedAsync += disconnected => _disconnected.Writer.WriteAsync(disconnected).AsTask();
        Client.ApplicationMessageReceivedAsync += received => _received.Writer.WriteAsync(received).AsTask();
    }

    public FakeBroker Listener { get; } = new();

    public IMqttClient Client { get; } = new MqttClientFactory().CreateMqttClient();

    public FakeBrokerConnection Broker { get; private set; } = null!;

    public static async Task<ConnectedPair> CreateAsync(Action<MqttClientOptionsBuilder>? configure = null, byte[]? connAck = null)
    {
        var pair = new ConnectedPair();
        await pair.ConnectAsync(configure, connAck);
        return pair;
    }

    public async Task ConnectAsync(Action<MqttClientOptionsBuilder>? configure = null, byte[]? connAck = null)
    {
        var connecting = Client.ConnectAsync(Listener.Options(configure), TestContext.Current.CancellationToken);
        Broker = await Listener.AcceptAsync();
        await Broker.SendAsync(connAck ?? BrokerPackets.Accepted);
        (await connecting).ResultCode.ShouldBe(MqttClientConnectResultCode.Success);
    }

    public Task<MqttClientDisconnectedEventArgs> DisconnectedAsync() => _disconnected.Reader.ReadAsync().AsTask().WaitAsync(_patience);

    public Task<MqttApplicationMessageReceivedEventArgs> NextAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(_patience);

    public Task<MqttClientPublishResult> PublishAsync(CancellationToken cancellationToken = default) =>
        Client.PublishStringAsync("topic", "payload", MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: cancellationToken);

    public void Dispose()
    {
        Client.Dispose();
        Broker?.Dispose();
        Listener.Dispose();
    }
}
