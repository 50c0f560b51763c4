using System.Diagnostics;
using CamStream.Encoder.Pipeline;
using CamStream.Frames;

namespace CamStream.Encoder.Telemetry;

/// <summary>The encoder's spans: <c>encode</c> of each sampled frame, a child of the span that sent it; <c>package</c> of a part, linked to its frames.</summary>
internal static class EncoderTracing
{
    private static readonly ActivitySource _source = new("CamStream.Encoder");

    /// <summary>Starts the span of a frame's encoding; null when the frame is not sampled.</summary>
    public static Activity? StartEncode(Frame frame)
    {
        if (!frame.Header.TryGetTraceContext(out var parent)) return null;
        var span = _source.StartActivity("encode", ActivityKind.Internal, parent);
        span?.SetTag("camstream.camera", frame.Camera.Value);
        span?.SetTag("camstream.frame.sequence", frame.Header.Sequence);
        return span;
    }

    /// <summary>Starts the span of a part's packaging; null when no frame in it is sampled.</summary>
    public static Activity? StartPackage(CameraId camera, ReadOnlySpan<PartPicture> pictures)
    {
        List<ActivityLink>? links = null;
        foreach (var picture in pictures)
        {
            if (picture.Encoded != default) (links ??= []).Add(new ActivityLink(picture.Encoded));
        }
        if (links is null) return null;
        // A part has many frames and a span one parent: the first frame's trace holds it, the others are linked.
        var span = _source.StartActivity("package", ActivityKind.Internal, links[0].Context, links: links);
        span?.SetTag("camstream.camera", camera.Value);
        return span;
    }
}
