using System.Reflection;
using System.Threading.Channels;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using MQTTnet;

namespace CamStream.Edge.Publishing;

/// <summary>
/// A connection whose broker takes every frame, and gives each the same answer, or none.
/// </summary>
public class StubClient : DispatchProxy
{
    // Unbounded: a test ends soon.
    private readonly Channel<FrameHeader> _sent = Channel.CreateUnbounded<FrameHeader>();
    private MqttClientPublishReasonCode? _answer;

    /// <summary>The client, and the headers of the frames it sends.</summary>
    public static (IMqttClient Client, ChannelReader<FrameHeader> Sent) Connect(MqttClientPublishReasonCode? answer)
    {
        var client = Create<IMqttClient, StubClient>();
        var stub = (StubClient)client;
        stub._answer = answer;
        return (client, stub._sent.Reader);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name switch
        {
            "get_IsConnected" => true,
            nameof(IMqttClient.PublishAsync) => PublishAsync(
                (MqttApplicationMessage)args![0]!,
                (CancellationToken)args[1]!
            ),
            _ => throw new NotSupportedException(targetMethod?.Name),
        };

    private async Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage message, CancellationToken lost)
    {
        FrameMessage
            .TryRead(CameraId.Parse("porch"), message, 1 << 24, out var frame, out var problem)
            .ShouldBeTrue(problem);
        using (frame)
            _sent.Writer.TryWrite(frame!.Header);
        if (_answer is null)
            await new TaskCompletionSource().Task.WaitAsync(lost);
        return new MqttClientPublishResult(1, _answer!.Value, "", []);
    }
}
