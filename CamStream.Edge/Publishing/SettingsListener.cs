using System.Text.Json;
using CamStream.Edge.Settings;
using CamStream.Edge.Status;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;

namespace CamStream.Edge.Publishing;

/// <summary>
/// Applies the settings that the server publishes. The status reports the outcome.
/// </summary>
internal sealed partial class SettingsListener(
    Agent agent,
    CurrentSettings settings,
    StatusBoard board,
    ILogger<SettingsListener> log
)
{
    private const int MaxBytes = 4096;

    /// <summary>Subscribes; the broker sends the retained settings at once.</summary>
    public async Task SubscribeAsync(IMqttClient client, CancellationToken cancellation)
    {
        client.ApplicationMessageReceivedAsync += received =>
        {
            Take(received.ApplicationMessage);
            return Task.CompletedTask;
        };
        await client.SubscribeAsync(Topics.Settings(agent.Camera), MqttQualityOfServiceLevel.AtLeastOnce, cancellation);
    }

    /// <summary>
    /// Handles a message of the settings topic. An empty one means that the settings were deleted.
    /// </summary>
    internal void Take(MqttApplicationMessage message)
    {
        if (message.Payload.Length > MaxBytes)
        {
            settings.Refuse($"{message.Payload.Length} bytes: at most {MaxBytes} are allowed.");
        }
        else
        {
            try
            {
                var reader = new Utf8JsonReader(message.Payload);
                settings.Apply(
                    message.Payload.IsEmpty
                        ? null
                        : JsonSerializer.Deserialize(ref reader, CameraJson.Default.CameraSettings)
                );
            }
            catch (JsonException failure)
            {
                settings.Refuse(failure.Message);
            }
        }
        if (settings.Problem is { } problem)
            Log.Refused(log, problem);
        else
            Log.Applied(log, settings.InForce.Version);
        board.Ring();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Settings version {Version} is in force")]
        public static partial void Applied(ILogger log, long version);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Problem}")]
        public static partial void Refused(ILogger log, string problem);
    }
}
