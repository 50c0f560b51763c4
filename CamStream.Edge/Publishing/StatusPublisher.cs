using System.Text.Json;
using CamStream.Edge.Status;
using CamStream.Edge.Supervision;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Edge.Publishing;

/// <summary>
/// Publishes the retained status: at once, periodically, and after each change. Also builds the
/// will.
/// </summary>
internal sealed class StatusPublisher(Agent agent, StatusBoard board, Pulses pulses, IOptions<EdgeOptions> options)
{
    private const string ContentType = "application/json";

    private readonly TimeSpan _interval = TimeSpan.FromSeconds(options.Value.StatusSeconds);
    private readonly string _topic = Topics.Status(agent.Camera);

    /// <summary>Publishes until <paramref name="ending"/>.</summary>
    public async Task RunAsync(IMqttClient client, CancellationToken ending)
    {
        while (true)
        {
            pulses.Publishing.Within(_interval);
            await PublishAsync(client, CameraStatus.Online, ending);
            await board.WaitAsync(_interval, ending);
        }
    }

    /// <summary>Publishes one status.</summary>
    public Task PublishAsync(IMqttClient client, string state, CancellationToken cancellation)
    {
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(_topic)
            .WithPayload(JsonSerializer.SerializeToUtf8Bytes(board.Read(state), CameraJson.Default.CameraStatus))
            .WithContentType(ContentType)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithRetainFlag()
            .Build();
        return client.PublishAsync(message, cancellation);
    }

    /// <summary>
    /// The will, which the broker publishes if the camera vanishes. It says only that the camera is
    /// offline, because nothing else is known then.
    /// </summary>
    public MqttClientOptionsBuilder AddWill(MqttClientOptionsBuilder builder) =>
        builder
            .WithWillTopic(_topic)
            .WithWillPayload(
                JsonSerializer.SerializeToUtf8Bytes(
                    new CameraStatus { State = CameraStatus.Offline },
                    CameraJson.Default.CameraStatus
                )
            )
            .WithWillContentType(ContentType)
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain();
}
