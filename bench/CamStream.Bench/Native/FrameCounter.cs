using System.Collections.Concurrent;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Bench.Native;

/// <summary>Receives all frames from a broker, and counts them per camera.</summary>
internal sealed class FrameCounter : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentDictionary<CameraId, long> _counts = new();

    public static async Task<FrameCounter> ConnectAsync(int port, CancellationToken cancellation)
    {
        var counter = new FrameCounter();
        counter._client.ApplicationMessageReceivedAsync += received =>
        {
            if (Topics.TryParse(received.ApplicationMessage.Topic, out var camera, out _))
                counter._counts.AddOrUpdate(camera, 1, (_, count) => count + 1);
            return Task.CompletedTask;
        };
        await counter._client.ConnectAsync(
            new BrokerOptions { Port = port }
                .ToClientOptions()
                .Build(),
            cancellation
        );
        await counter._client.SubscribeAsync(Topics.SharedFrames, MqttQualityOfServiceLevel.AtLeastOnce, cancellation);
        return counter;
    }

    public long Of(CameraId camera) => _counts.GetValueOrDefault(camera);

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None);
        _client.Dispose();
    }
}
