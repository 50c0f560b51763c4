using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Packages.Mqtt;

/// <summary>A client that queues its messages for the test.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly Channel<MqttApplicationMessageReceivedEventArgs> _received =
        Channel.CreateUnbounded<MqttApplicationMessageReceivedEventArgs>();

    public TestClient(bool autoAcknowledge = true)
    {
        Mqtt.ApplicationMessageReceivedAsync += received =>
        {
            received.AutoAcknowledge = autoAcknowledge;
            return _received.Writer.WriteAsync(received).AsTask();
        };
    }

    public IMqttClient Mqtt { get; } = new MqttClientFactory().CreateMqttClient();

    public static MqttClientOptions Options(MosquittoBroker broker, Action<MqttClientOptionsBuilder>? configure = null)
    {
        var builder = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithTimeout(_patience);
        configure?.Invoke(builder);
        return builder.Build();
    }

    public static async Task<TestClient> ConnectedAsync(
        MosquittoBroker broker,
        Action<MqttClientOptionsBuilder>? configure = null,
        bool autoAcknowledge = true
    )
    {
        var client = new TestClient(autoAcknowledge);
        var result = await client.Mqtt.ConnectAsync(Options(broker, configure), TestContext.Current.CancellationToken);
        result.ResultCode.ShouldBe(MqttClientConnectResultCode.Success);
        return client;
    }

    /// <summary>Connects a client that has subscribed.</summary>
    public static async Task<TestClient> SubscribedAsync(MosquittoBroker broker, string filter, int qos = 1)
    {
        var client = await ConnectedAsync(broker);
        await client.Mqtt.SubscribeAsync(filter, (MqttQualityOfServiceLevel)qos);
        return client;
    }

    public Task<MqttClientPublishResult> PublishAsync(string topic, string payload, int qos = 1, bool retain = false) =>
        Mqtt.PublishStringAsync(topic, payload, (MqttQualityOfServiceLevel)qos, retain);

    public Task<MqttApplicationMessageReceivedEventArgs> NextAsync() =>
        _received.Reader.ReadAsync().AsTask().WaitAsync(_patience);

    public async Task<MqttApplicationMessage> NextMessageAsync() => (await NextAsync()).ApplicationMessage;

    public async Task<string> NextTextAsync() => (await NextMessageAsync()).ConvertPayloadToString();

    public async ValueTask DisposeAsync()
    {
        await Mqtt.TryDisconnectAsync();
        Mqtt.Dispose();
    }
}
