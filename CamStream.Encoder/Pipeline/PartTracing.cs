using System.Collections.Immutable;
using System.Diagnostics;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Traces the sampled frames of a part: a span for each, a header of the part, and a date range of
/// the playlist. A part has many frames and a span one parent, so each sampled frame has its own
/// span, linked to those of the others. Not thread-safe.
/// </summary>
internal sealed class PartTracing(CameraId camera)
{
    /// <summary>
    /// The class of the date ranges of sampled frames: each is the moment at which a frame is
    /// shown.
    /// </summary>
    public const string Class = "com.camstream.frame";

    /// <summary>
    /// The attribute of such a date range: the trace context of the frame's packaging.
    /// </summary>
    public const string TraceParentAttribute = "X-COM-CAMSTREAM-TRACEPARENT";

    private readonly List<Activity> _spans = [];

    /// <summary>
    /// Starts the spans of a part that is about to be published. <see cref="End"/> follows.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="pictures">Its pictures.</param>
    /// <param name="ranges">Receives the date ranges.</param>
    /// <param name="now">When it is published.</param>
    /// <returns>The part with its headers.</returns>
    public MediaPart Begin(
        MediaPart part,
        ReadOnlySpan<PartPicture> pictures,
        List<DateRange> ranges,
        DateTimeOffset now
    )
    {
        var headers = ImmutableArray<PartHeader>.Empty;
        foreach (ref readonly var picture in pictures)
        {
            if (picture.Sampled is not { } frame)
                continue;
            var span = Start(frame, pictures)
                ?.SetTag("camstream.hls.msn", part.Msn)
                .SetTag("camstream.hls.part", part.Index);
            if (span is not null)
                _spans.Add(span);
            var package = TraceParent.Of(span, frame.TraceParent)!;
            headers = headers.Add(new PartHeader(MediaHeaders.SampledFrame, frame.Describe(package, now)));
            ranges.Add(
                new DateRange(
                    $"frame-{ActivityContext.Parse(package, null).SpanId}",
                    Class,
                    picture.Time,
                    MediaTime.Zero,
                    new ClientAttribute(TraceParentAttribute, package)
                )
            );
        }
        return headers.IsEmpty ? part : part with { Headers = headers };
    }

    /// <summary>Ends the spans.</summary>
    /// <param name="now">When the part was published.</param>
    /// <param name="dropped">Why it was not published; null when it was.</param>
    public void End(DateTimeOffset now, string? dropped)
    {
        for (var i = _spans.Count - 1; i >= 0; i--)
            Complete(_spans[i], now, dropped); // the last one started is the current one
        _spans.Clear();
    }

    /// <summary>Traces a part that is discarded before it is published.</summary>
    public void Discard(ReadOnlySpan<PartPicture> pictures, string reason, DateTimeOffset now)
    {
        foreach (ref readonly var picture in pictures)
        {
            if (picture.Sampled is { } frame && Start(frame, pictures) is { } span)
                Complete(span, now, reason);
        }
    }

    private Activity? Start(SampledFrame frame, ReadOnlySpan<PartPicture> pictures)
    {
        if (EncoderTracing.StartPackage(camera, frame) is not { } span)
            return null;
        foreach (ref readonly var picture in pictures)
        {
            if (picture.Sampled is { } other && other != frame)
                span.AddLink(new ActivityLink(other.Context));
        }
        return span;
    }

    private static void Complete(Activity span, DateTimeOffset now, string? dropped)
    {
        if (dropped is not null)
            span.SetDropped(dropped);
        span.SetEndTime(now.UtcDateTime).Dispose();
    }
}
