using System.Collections.Immutable;
using System.Diagnostics;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Telemetry;

/// <summary>
/// The sampled frames of a part: the span of each, and what is told of it beside the part and in
/// the playlist. A part has many frames and a span one parent: each sampled frame has a span of its
/// own, linked to the others. Not thread-safe.
/// </summary>
internal sealed class PartTracing(CameraId camera)
{
    /// <summary>
    /// The class of the date ranges of sampled frames: the moment at which each is shown.
    /// </summary>
    public const string Class = "com.camstream.frame";

    private readonly List<Activity> _spans = [];

    /// <summary>Tells of a part that is about to be published. <see cref="End"/> follows.</summary>
    /// <param name="part">The part.</param>
    /// <param name="pictures">Its pictures.</param>
    /// <param name="ranges">Receives what the playlist tells.</param>
    /// <param name="now">When it is published.</param>
    /// <returns>The part with what is told beside it.</returns>
    public MediaPart Begin(
        MediaPart part,
        ReadOnlySpan<PartPicture> pictures,
        List<DateRange> ranges,
        DateTimeOffset now
    )
    {
        var frames = ImmutableArray<string>.Empty;
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
            frames = frames.Add(frame.Describe(package, now));
            ranges.Add(
                new DateRange(
                    $"frame-{ActivityContext.Parse(package, null).SpanId}",
                    Class,
                    picture.Time,
                    Duration: 0,
                    package
                )
            );
        }
        return frames.IsEmpty ? part : part with { Frames = frames };
    }

    /// <summary>Ends the spans.</summary>
    /// <param name="now">When it was published.</param>
    /// <param name="dropped">Why it was not; null when it was.</param>
    public void End(DateTimeOffset now, string? dropped)
    {
        for (var i = _spans.Count - 1; i >= 0; i--)
            Complete(_spans[i], now, dropped); // the last one started is the current one
        _spans.Clear();
    }

    /// <summary>The part is thrown away.</summary>
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
