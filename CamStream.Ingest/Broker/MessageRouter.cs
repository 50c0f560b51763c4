using System.Buffers;
using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Intake;
using MQTTnet;

namespace CamStream.Ingest.Broker;

/// <summary>Takes every message that the broker sends to where it belongs. Called for one message at a time.</summary>
internal sealed class MessageRouter(FrameIntake frames, CameraRegistry registry, CameraEvents events, RefusalLog refusals)
{
    /// <summary>A status or settings of more bytes is nonsense.</summary>
    private const int MaxJsonBytes = 16 * 1024;

    public Task RouteAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var message = received.ApplicationMessage;
        if (!Topics.TryParse(message.Topic, out var id, out var kind)) refusals.Refused(null, "camera_id", $"topic '{Shorten(message.Topic)}' names no camera");
        else if (kind == "frame") frames.Accept(id, message);
        else if (kind == "status") Status(id, message.Payload);
        else if (kind == "settings") Settings(id, message.Payload);
        return Task.CompletedTask;
    }

    // An empty retained message takes the status back (MQTT 5 §3.3.1.3): the camera is gone for good.
    private void Status(CameraId id, in ReadOnlySequence<byte> payload)
    {
        if (!TryRead(id, payload, CameraJson.Default.CameraStatus, "status", out var status)) return;
        if (status is null && !registry.TryGet(id, out _)) return;
        if (!registry.TryGetOrAdd(id, out var camera))
        {
            refusals.Refused(null, "too_many_cameras", $"status of '{id}'");
            return;
        }
        camera.Said(status);
        events.Changed(camera);
    }

    private void Settings(CameraId id, in ReadOnlySequence<byte> payload)
    {
        if (!TryRead(id, payload, CameraJson.Default.CameraSettings, "settings", out var settings)) return;
        if (registry.TryGetOrAdd(id, out var camera)) camera.Settings = settings;
    }

    private bool TryRead<T>(CameraId id, in ReadOnlySequence<byte> payload, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string kind, out T? value)
        where T : class
    {
        value = null;
        if (payload.IsEmpty) return true;
        try
        {
            if (payload.Length > MaxJsonBytes) throw new JsonException($"{payload.Length} bytes: at most {MaxJsonBytes} are read.");
            var reader = new Utf8JsonReader(payload);
            value = JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("null: an object is wanted.");
            return true;
        }
        catch (JsonException failure)
        {
            refusals.Refused(registry.TryGet(id, out _) ? id : null, kind, $"{kind} of '{id}': {failure.Message}");
            return false;
        }
    }

    private static string Shorten(string topic) => topic.Length > 80 ? topic[..80] + "…" : topic;
}
