using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Ingest.Cameras;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Ingest.Broker;

/// <summary>Asks cameras for other settings, by a retained message that reaches them whenever they come.</summary>
internal sealed class SettingsPublisher(IMqttClient client) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Publishes the camera's settings with those of <paramref name="wanted"/> laid over them and the next version.</summary>
    /// <returns>What was published; null when the broker is not connected.</returns>
    public async Task<CameraSettings?> PublishAsync(Camera camera, CameraSettings wanted, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (!client.IsConnected) return null;
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
            var message = new MqttApplicationMessageBuilder()
                .WithTopic(Topics.Settings(camera.Id))
                .WithPayload(JsonSerializer.SerializeToUtf8Bytes(settings, CameraJson.Default.CameraSettings))
                .WithContentType("application/json")
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .WithRetainFlag()
                .Build();
            // Not cancelled when the client leaves: half a packet would cost the whole connection. The broker's own time limit holds.
            var result = await client.PublishAsync(message, CancellationToken.None);
            if (!result.IsSuccess) return null;
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
}
