using System.Reflection;
using MQTTnet;

namespace CamStream.Edge.Supervision;

/// <summary>A connection whose broker takes all messages and never answers.</summary>
public class SilentClient : DispatchProxy
{
    public static IMqttClient Connect() => Create<IMqttClient, SilentClient>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name switch
        {
            nameof(IMqttClient.PublishAsync) => UnansweredAsync((CancellationToken)args![1]!),
            _ => throw new NotSupportedException(targetMethod?.Name),
        };

    private static async Task<MqttClientPublishResult> UnansweredAsync(CancellationToken lost)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, lost);
        throw new InvalidOperationException();
    }
}
