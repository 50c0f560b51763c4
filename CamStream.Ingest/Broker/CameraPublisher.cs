using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Ingest.Cameras;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Ingest.Broker;

/// <summary>
/// Asks cameras for other settings, by a retained message that reaches them whenever they come; and
/// takes back what the broker retains of a camera.
/// </summary>
internal sealed class CameraPublisher(IMqttClient client) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>
    /// Publishes the camera's settings with those of <paramref name="wanted"/> laid over them and
    /// the next version.
    /// </summary>
    /// <returns>What was published; null when the broker is not connected.</returns>
    public async Task<CameraSettings?> PublishAsync(
        Camera camera,
        CameraSettings wanted,
        CancellationToken cancellation
    )
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (!client.IsConnected)
                return null;
            var before = camera.Settings;
            var settings = new CameraSettings
            {
                Version = Math.Max(before?.Version ?? 0, camera.Status?.Settings?.Version ?? 0) + 1,
                Fps = wanted.Fps ?? before?.Fps,
                Width = wanted.Width ?? before?.Width,
                Height = wanted.Height ?? before?.Height,
                Quality = wanted.Quality ?? before?.Quality,
                Rotation = wanted.Rotation ?? before?.Rotation,
                Enabled = wanted.Enabled ?? before?.Enabled,
            };
            var message = Retained(Topics.Settings(camera.Id))
                .WithPayload(JsonSerializer.SerializeToUtf8Bytes(settings, CameraJson.Default.CameraSettings))
                .WithContentType("application/json")
                .Build();
            if (!await PublishAsync(message))
                return null;
            camera.Settings = settings;
            return settings;
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            return null;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>
    /// Takes back the camera's settings and its status (MQTT 5 §3.3.1.3). The empty status comes
    /// back from the broker, to every replica: a camera that publishes nothing is then gone, and
    /// one that does is there again with its next status.
    /// </summary>
    /// <returns>Whether the broker took it.</returns>
    public async Task<bool> ForgetAsync(Camera camera, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (!client.IsConnected || !await PublishAsync(Retained(Topics.Settings(camera.Id)).Build()))
                return false;
            camera.Settings = null; // our own settings do not come back
            return await PublishAsync(Retained(Topics.Status(camera.Id)).Build());
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            return false;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static MqttApplicationMessageBuilder Retained(string topic) =>
        new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithRetainFlag();

    // Not cancelled when the client leaves: half a packet would cost the whole connection. The
    // broker's own time limit holds.
    private async Task<bool> PublishAsync(MqttApplicationMessage message) =>
        (await client.PublishAsync(message, CancellationToken.None)).IsSuccess;
}
