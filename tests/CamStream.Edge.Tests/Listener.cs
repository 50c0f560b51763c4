using System.Text.Json;
using System.Threading.Channels;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Testing;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CamStream.Edge;

/// <summary>
/// Receives the frames and statuses of cameras from the broker, as a server does.
/// </summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<Frame> _frames = Channel.CreateUnbounded<Frame>(); // unbounded: a test ends soon
    private readonly Channel<CameraStatus> _statuses = Channel.CreateUnbounded<CameraStatus>();

    public static async Task<Listener> ConnectAsync(Mosquitto broker)
    {
        var listener = new Listener();
        listener._client.ApplicationMessageReceivedAsync += listener.TakeAsync;
        var options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer("127.0.0.1", broker.Port)
            .Build();
        await listener._client.ConnectAsync(options, TestContext.Current.CancellationToken);
        await listener._client.SubscribeAsync(
            Topics.AllStatuses,
            MqttQualityOfServiceLevel.AtLeastOnce,
            TestContext.Current.CancellationToken
        );
        await listener._client.SubscribeAsync(
            "camstream/v1/+/frame",
            MqttQualityOfServiceLevel.AtLeastOnce,
            TestContext.Current.CancellationToken
        );
        return listener;
    }

    public async Task<Frame> FrameAsync() => await _frames.Reader.ReadAsync(Limit());

    /// <summary>The next sampled frame.</summary>
    public async Task<Frame> SampledFrameAsync()
    {
        while (true)
        {
            var frame = await FrameAsync();
            if (frame.Header.TraceParent is not null)
                return frame;
            frame.Dispose();
        }
    }

    /// <summary>The next status that matches.</summary>
    public async Task<CameraStatus> StatusAsync(Func<CameraStatus, bool> fits)
    {
        var last = "none";
        try
        {
            await foreach (var status in _statuses.Reader.ReadAllAsync(Limit()))
            {
                if (fits(status))
                    return status;
                last = status.ToString();
            }
        }
        catch (OperationCanceledException)
        {
            // The exception below reports it.
        }
        throw new TimeoutException($"The status did not come; the last was {last}");
    }

    public Task AskAsync(CameraId camera, string settings) =>
        _client.PublishStringAsync(
            Topics.Settings(camera),
            settings,
            MqttQualityOfServiceLevel.AtLeastOnce,
            retain: true,
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync();
        _client.Dispose();
        _frames.Writer.Complete();
        await foreach (var frame in _frames.Reader.ReadAllAsync())
            frame.Dispose();
    }

    private Task TakeAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        Topics.TryParse(message.Topic, out var camera, out var kind).ShouldBeTrue();
        if (kind == "status")
        {
            var reader = new Utf8JsonReader(message.Payload);
            _statuses.Writer.TryWrite(JsonSerializer.Deserialize(ref reader, CameraJson.Default.CameraStatus)!);
        }
        else
        {
            FrameMessage.TryRead(camera, message, 1 << 24, out var frame, out var problem).ShouldBeTrue(problem);
            _frames.Writer.TryWrite(frame!);
        }
        return Task.CompletedTask;
    }

    // A limit only for tests that hang; nothing is measured.
    private static CancellationToken Limit() =>
        CancellationTokenSource
            .CreateLinkedTokenSource(
                TestContext.Current.CancellationToken,
                new CancellationTokenSource(TimeSpan.FromSeconds(90)).Token
            )
            .Token;
}
