using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CamStream.Frames.Mqtt;

/// <summary>
/// A frame as an MQTT 5 message: the payload is the unchanged JPEG, the content type is
/// <c>image/jpeg</c>, and the header travels as user properties (MQTT 5 §3.3.2.3.7).
/// </summary>
public static class FrameMessage
{
    /// <summary>The content type of a frame (MQTT 5 §3.3.2.3.9).</summary>
    public const string ContentType = "image/jpeg";

    /// <summary>
    /// The message for <paramref name="frame"/>, without a topic: the publisher sets that, or a
    /// topic alias. The payload is the frame's own memory, so the frame must live until the message
    /// is sent, and with QoS 1 until it is acknowledged.
    /// </summary>
    /// <param name="frame">The frame; it stays the caller's.</param>
    /// <param name="expiry">
    /// After this time the broker need not deliver the message (MQTT 5 §3.3.2.3.3). It is rounded
    /// up to whole seconds, at least one.
    /// </param>
    /// <param name="qualityOfService">0 or 1.</param>
    /// <param name="traceParent">
    /// The trace context to send instead of the frame's own: that of the span that publishes it.
    /// </param>
    /// <param name="published">When publishing began; sent for sampled frames only.</param>
    /// <param name="dropped">The property of <see cref="Dropped"/>, or null.</param>
    public static MqttApplicationMessage From(
        Frame frame,
        TimeSpan expiry,
        MqttQualityOfServiceLevel qualityOfService,
        string? traceParent = null,
        DateTimeOffset? published = null,
        MqttUserProperty? dropped = null
    )
    {
        ArgumentNullException.ThrowIfNull(frame);
        var header = frame.Header;
        var trace = traceParent ?? header.TraceParent;
        var properties = new List<MqttUserProperty>(trace is null ? 4 : 6)
        {
            Property(FrameHeader.BootField, header.Boot),
            Property(FrameHeader.SequenceField, header.Sequence),
            Property(FrameHeader.CapturedField, header.CapturedMicroseconds),
        };
        if (trace is not null)
            properties.Add(Property(FrameHeader.TraceParentField, trace));
        if (trace is not null && published is { } began)
            properties.Add(Property(FrameHeader.PublishedField, UnixMicroseconds.From(began)));
        if (dropped is not null)
            properties.Add(dropped);
        return new MqttApplicationMessage
        {
            Payload = new ReadOnlySequence<byte>(frame.Jpeg),
            ContentType = ContentType,
            MessageExpiryInterval = (uint)Math.Max(1, Math.Ceiling(expiry.TotalSeconds)),
            QualityOfServiceLevel = qualityOfService,
            UserProperties = properties,
        };
    }

    /// <summary>
    /// The property with the number of frames that the camera has dropped. It can be used again
    /// until the camera drops another frame.
    /// </summary>
    /// <returns>Null when no frame was dropped.</returns>
    public static MqttUserProperty? Dropped(long frames) =>
        frames > 0 ? Property(FrameHeader.DroppedField, frames) : null;

    /// <summary>
    /// Reads the frame in <paramref name="message"/> into memory of its own. The JPEG itself is not
    /// checked.
    /// </summary>
    /// <param name="camera">The camera that the topic names.</param>
    /// <param name="message">Any message: nothing in it is trusted.</param>
    /// <param name="maxBytes">The largest payload that is accepted, in bytes.</param>
    /// <param name="frame">The frame; the caller owns it.</param>
    /// <param name="problem">What is wrong, in words.</param>
    public static bool TryRead(
        CameraId camera,
        MqttApplicationMessage message,
        int maxBytes,
        [NotNullWhen(true)] out Frame? frame,
        [NotNullWhen(false)] out string? problem
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        frame = null;
        problem = Problem(message, maxBytes, out var header);
        if (problem is not null)
            return false;
        frame = Frame.Copy(camera, header, message.Payload);
        return true;
    }

    private static string? Problem(MqttApplicationMessage message, int maxBytes, out FrameHeader header)
    {
        header = default;
        if (
            message.ContentType is { Length: > 0 } type
            && !type.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
        )
        {
            var shown = type.Length > 64 ? type[..64] + "…" : type;
            return $"content type is '{shown}': it must be {ContentType} or missing.";
        }
        if (message.Payload.IsEmpty)
            return "the payload is empty: it must be a JPEG.";
        if (message.Payload.Length > maxBytes)
            return $"the payload has {message.Payload.Length} bytes: at most {maxBytes} are allowed.";
        var fields = new FrameHeaderFields();
        foreach (var property in message.UserProperties ?? [])
            fields.Add(property.Name, property.ReadValueAsString());
        return fields.TryBuild(out header, out var problem) ? null : problem;
    }

    private static MqttUserProperty Property(string name, long value) =>
        Property(name, value.ToString(CultureInfo.InvariantCulture));

    private static MqttUserProperty Property(string name, string value) =>
        new(name, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(value)));
}
