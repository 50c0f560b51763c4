using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace CamStream.Frames.Mqtt;

/// <summary>
/// A frame as an MQTT 5 message: the payload is the JPEG, untouched, the content type
/// <c>image/jpeg</c>, and the header travels as user properties (MQTT 5 §3.3.2.3).
/// </summary>
public static class FrameMessage
{
    /// <summary>The content type of a frame (MQTT 5 §3.3.2.3.9).</summary>
    public const string ContentType = "image/jpeg";

    /// <summary>
    /// The message for <paramref name="frame"/>, without a topic: the publisher names it, by topic
    /// alias where it can. The payload is the frame's own memory: the frame has to live until the
    /// message is sent, and with QoS 1 acknowledged.
    /// </summary>
    /// <param name="frame">The frame; it stays the caller's.</param>
    /// <param name="expiry">
    /// After this the broker need not deliver it (MQTT 5 §3.3.2.3.3); in whole seconds, rounded up,
    /// at least one.
    /// </param>
    /// <param name="qualityOfService">0 or 1.</param>
    /// <param name="traceParent">
    /// The trace context to send instead of the frame's own: of the span that publishes it.
    /// </param>
    /// <param name="published">When publishing began, of a sampled frame.</param>
    /// <param name="dropped">What <see cref="Dropped"/> made, or null.</param>
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
    /// The property that tells how many frames the camera has dropped; to be kept and used again
    /// until it drops another.
    /// </summary>
    /// <returns>Null for none.</returns>
    public static MqttUserProperty? Dropped(long frames) =>
        frames > 0 ? Property(FrameHeader.DroppedField, frames) : null;

    /// <summary>
    /// The frame in <paramref name="message"/>, in memory of its own, or what is wrong with it. The
    /// JPEG itself is not looked into.
    /// </summary>
    /// <param name="camera">The camera that the topic names.</param>
    /// <param name="message">Any message: nothing in it is trusted.</param>
    /// <param name="maxBytes">The largest payload that is accepted.</param>
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
            return $"content type is '{(type.Length > 64 ? type[..64] + "…" : type)}': {ContentType}, or none.";
        }
        if (message.Payload.IsEmpty)
            return "no payload: a JPEG.";
        if (message.Payload.Length > maxBytes)
            return $"payload is {message.Payload.Length} bytes: at most {maxBytes}.";
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
