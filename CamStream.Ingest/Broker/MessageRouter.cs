using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Intake;
using MQTTnet;

namespace CamStream.Ingest.Broker;

/// <summary>
/// Hands each message to where it belongs. MQTTnet calls it for one message at a time.
/// </summary>
internal sealed class MessageRouter(FrameIntake frames, CameraRegistry registry, IntakeLog log)
{
    /// <summary>A larger status or larger settings are refused.</summary>
    private const int MaxJsonBytes = 16 * 1024;

    private long _taken;

    /// <summary>How many messages have come.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes a message.</summary>
    public Task RouteAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        if (!Topics.TryParse(message.Topic, out var id, out var kind))
            log.MessageRefused(null, "camera_id", $"topic '{Shorten(message.Topic)}' names no camera");
        else if (kind == Topics.FrameLevel)
            frames.Accept(id, message);
        else if (kind == Topics.StatusLevel)
            Status(id, message.Payload);
        else if (kind == Topics.SettingsLevel)
            Settings(id, message.Payload);
        Interlocked.Increment(ref _taken);
        return Task.CompletedTask;
    }

    // An empty retained message takes the status back (MQTT 5 §3.3.1.3).
    private void Status(CameraId id, in ReadOnlySequence<byte> payload)
    {
        if (
            !TryRead(id, payload, CameraJson.Default.CameraStatus, Topics.StatusLevel, static _ => null, out var status)
        )
            return;
        if (status is null && !registry.TryGet(id, out _))
            return;
        if (Find(id, Topics.StatusLevel) is { } camera)
            camera.Said(status);
    }

    private void Settings(CameraId id, in ReadOnlySequence<byte> payload)
    {
        if (
            !TryRead(
                id,
                payload,
                CameraJson.Default.CameraSettings,
                Topics.SettingsLevel,
                static settings => settings.Problem(),
                out var settings
            )
        )
            return;
        if (settings is null && !registry.TryGet(id, out _))
            return;
        if (Find(id, Topics.SettingsLevel) is { } camera)
            camera.Settings = settings;
    }

    private Camera? Find(CameraId id, string kind)
    {
        if (registry.TryGetOrAdd(id, out var camera))
            return camera;
        log.MessageRefused(
            null,
            "too_many_cameras",
            $"{kind} of camera {id}: too many cameras are known, and Cameras:Max allows no more."
        );
        return null;
    }

    private bool TryRead<T>(
        CameraId id,
        in ReadOnlySequence<byte> payload,
        JsonTypeInfo<T> type,
        string kind,
        Func<T, string?> problem,
        out T? value
    )
        where T : class
    {
        value = null;
        if (payload.IsEmpty)
            return true;
        try
        {
            if (payload.Length > MaxJsonBytes)
                throw new JsonException(
                    $"the message has {payload.Length} bytes, and at most {MaxJsonBytes} are allowed."
                );
            var reader = new Utf8JsonReader(payload);
            var read =
                JsonSerializer.Deserialize(ref reader, type)
                ?? throw new JsonException("the message is null: it must be a JSON object.");
            if (problem(read) is { } wrong)
                throw new JsonException(wrong);
            value = read;
            return true;
        }
        catch (JsonException failure)
        {
            log.MessageRefused(
                registry.TryGet(id, out _) ? id : null,
                kind,
                $"{kind} of camera {id}: {failure.Message}"
            );
            return false;
        }
    }

    private static string Shorten(string topic) => topic.Length > 80 ? topic[..80] + "…" : topic;
}
