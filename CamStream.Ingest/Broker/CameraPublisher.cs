using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Ingest.Cameras;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Ingest.Broker;

/// <summary>
/// Publishes settings for cameras, as retained messages that also reach cameras that connect later,
/// and takes back what the broker retains of a camera.
/// </summary>
internal sealed class CameraPublisher(IMqttClient client) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>
    /// Publishes the camera's settings, changed by those that <paramref name="wanted"/> has, with
    /// the next version.
    /// </summary>
    /// <returns>The published settings; null when the broker did not take them.</returns>
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
    /// Takes back the camera's retained settings and status (MQTT 5 §3.3.1.3). The broker sends the
    /// empty status to every replica, and each forgets the camera if it is offline. A camera that
    /// still publishes is known again with its next status or frame.
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

    // Not cancelled when the API's client leaves: half a packet would break the connection. The
    // time limit of the broker's answers bounds it.
    private async Task<bool> PublishAsync(MqttApplicationMessage message) =>
        (await client.PublishAsync(message, CancellationToken.None)).IsSuccess;
}
