using System.Diagnostics;
using CamStream.Frames.Mqtt;

namespace CamStream.Frames.Telemetry;

/// <summary>Sets what the spans of all services have in common.</summary>
public static class FrameSpans
{
    private const string ErrorType = "error.type";

    /// <summary>Sets the camera and the number of the frame.</summary>
    public static Activity SetFrame(this Activity span, CameraId camera, long sequence) =>
        span.SetTag(FrameTelemetry.CameraId, camera.Value).SetTag(FrameTelemetry.Sequence, sequence);

    /// <summary>
    /// Sets what the semantic conventions for messaging require of a span about an MQTT message.
    /// </summary>
    public static Activity SetMessage(this Activity span, string operation, string type, string topic, int bytes) =>
        span.SetTag("messaging.system", "mqtt")
            .SetTag("messaging.operation.name", operation)
            .SetTag("messaging.operation.type", type)
            .SetTag("messaging.destination.name", topic)
            .SetTag("messaging.destination.template", Topics.FrameTemplate)
            .SetTag("messaging.message.body.size", bytes);

    /// <summary>Sets the server that was called.</summary>
    public static Activity SetServer(this Activity span, string address, int port) =>
        span.SetTag("server.address", address).SetTag("server.port", port);

    /// <summary>
    /// Marks a span whose frame was dropped; <paramref name="reason"/> is a
    /// <see cref="DropReason"/>.
    /// </summary>
    public static void SetDropped(this Activity span, string reason) =>
        span.SetTag(FrameTelemetry.Outcome, reason).SetTag(ErrorType, reason).SetStatus(ActivityStatusCode.Error);

    /// <summary>Marks a span that failed without its frame being dropped.</summary>
    public static void SetFailed(this Activity span, Exception failure) =>
        span.SetTag(ErrorType, failure.GetType().FullName).SetStatus(ActivityStatusCode.Error);
}
