using System.Diagnostics;
using CamStream.Frames.Mqtt;

namespace CamStream.Frames.Telemetry;

/// <summary>What spans of all services say in the same way.</summary>
public static class FrameSpans
{
    private const string ErrorType = "error.type";

    /// <summary>Whose frame it is, and which.</summary>
    public static Activity SetFrame(this Activity span, CameraId camera, long sequence) =>
        span.SetTag(FrameTelemetry.CameraId, camera.Value).SetTag(FrameTelemetry.Sequence, sequence);

    /// <summary>What the semantic conventions ask of a span about a message on MQTT.</summary>
    public static Activity SetMessage(this Activity span, string operation, string type, string topic, int bytes) =>
        span.SetTag("messaging.system", "mqtt")
            .SetTag("messaging.operation.name", operation)
            .SetTag("messaging.operation.type", type)
            .SetTag("messaging.destination.name", topic)
            .SetTag("messaging.destination.template", Topics.FrameTemplate)
            .SetTag("messaging.message.body.size", bytes);

    /// <summary>The other side.</summary>
    public static Activity SetServer(this Activity span, string address, int port) =>
        span.SetTag("server.address", address).SetTag("server.port", port);

    /// <summary>
    /// The frame was dropped here; <paramref name="reason"/> is a <see cref="DropReason"/>.
    /// </summary>
    public static void SetDropped(this Activity span, string reason) =>
        span.SetTag(FrameTelemetry.Outcome, reason).SetTag(ErrorType, reason).SetStatus(ActivityStatusCode.Error);

    /// <summary>What was tried failed, without the frame being dropped by that.</summary>
    public static void SetFailed(this Activity span, Exception failure) =>
        span.SetTag(ErrorType, failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
}
