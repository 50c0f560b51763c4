using System.Diagnostics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Telemetry;

/// <summary>
/// The Encoder's spans of sampled frames: <c>encode</c>, from the arrival to the picture, a child
/// of the span that sent the frame; and <c>package</c>, from the picture to its part, a child of
/// <c>encode</c>. A frame that is not sampled has no span.
/// </summary>
internal static class EncoderTracing
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "CamStream.Encoder";

    private static readonly ActivitySource _source = new(SourceName);

    /// <summary>Traces a frame whose picture came out.</summary>
    /// <returns>The frame; null if it is not sampled.</returns>
    public static SampledFrame? Encoded(Frame frame, DateTimeOffset captured, DateTimeOffset now)
    {
        if (!frame.Header.TryGetTraceContext(out var forward))
            return null;
        using var span = StartEncode(frame, forward, now);
        return new SampledFrame(
            TraceParent.Of(span, frame.Header.TraceParent)!,
            frame.Header,
            captured,
            frame.Arrived,
            now
        );
    }

    /// <summary>Traces a frame that was dropped before its picture came out.</summary>
    public static void Dropped(Frame frame, string reason, DateTimeOffset now)
    {
        if (!frame.Header.TryGetTraceContext(out var forward))
            return;
        using var span = StartEncode(frame, forward, now);
        span?.SetDropped(reason);
    }

    /// <summary>Starts the span of a frame's packaging; null if nobody listens.</summary>
    public static Activity? StartPackage(CameraId camera, SampledFrame frame) =>
        _source
            .StartActivity("package", ActivityKind.Internal, frame.Context, startTime: frame.Encoded)
            ?.SetFrame(camera, frame.Header.Sequence);

    private static Activity? StartEncode(Frame frame, ActivityContext forward, DateTimeOffset now) =>
        _source
            .StartActivity("encode", ActivityKind.Server, forward, startTime: frame.Arrived)
            ?.SetFrame(frame.Camera, frame.Header.Sequence)
            .SetEndTime(now.UtcDateTime);
}
