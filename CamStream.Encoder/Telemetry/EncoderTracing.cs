using System.Diagnostics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Telemetry;

/// <summary>
/// The encoder's spans of sampled frames: <c>encode</c>, from arrival to the picture, a child of
/// the span that sent the frame; and <c>package</c>, from the picture to its part, a child of that.
/// Nothing is made for a frame that is not sampled.
/// </summary>
internal static class EncoderTracing
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "CamStream.Encoder";

    private static readonly ActivitySource _source = new(SourceName);

    /// <summary>The picture of a frame came out.</summary>
    /// <returns>Null when the frame is not sampled.</returns>
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

    /// <summary>A frame was dropped before its picture came out.</summary>
    public static void Dropped(Frame frame, string reason, DateTimeOffset now)
    {
        if (!frame.Header.TryGetTraceContext(out var forward))
            return;
        using var span = StartEncode(frame, forward, now);
        span?.SetDropped(reason);
    }

    /// <summary>Starts the span of a frame's packaging; null where nobody listens.</summary>
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
