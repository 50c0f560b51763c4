using System.Runtime.InteropServices;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Puts pictures into parts and parts into the live stream, and ends the frames in them. Not
/// thread-safe.
/// </summary>
internal sealed class PartPackager(PipelineContext context, LiveStream live)
{
    private readonly OpenPart _part = new(context.Grid);
    private readonly RepeatMarks _repeats = new();
    private readonly PartTracing _tracing = new(context.Camera);
    private readonly List<DateRange> _ranges = [];

    /// <summary>The stream that receives the parts.</summary>
    public LiveStream Live => live;

    /// <summary>The start of the open part; null while it has no picture.</summary>
    public MediaTime? OpenStart => _part.Start;

    /// <summary>
    /// Begins a session: the pictures that follow need this decoder configuration.
    /// </summary>
    /// <exception cref="InvalidDataException">The configuration is malformed.</exception>
    public void Begin(ReadOnlySpan<byte> avcC) => live.Begin(InitSectionWriter.Build(avcC));

    /// <summary>Takes a picture over.</summary>
    public void Add(in PartPicture picture) => _part.Add(picture);

    /// <summary>Publishes the open part.</summary>
    public void Publish()
    {
        var end = _part.Start.GetValueOrDefault() + context.Grid.PartDuration;
        _ranges.Clear();
        _repeats.Judge(_ranges, live.Current.DateRanges, _part.Pictures, end, live.FramesPerSecond);
        var built = _part.Build();
        var now = context.Time.GetUtcNow();
        var part = _tracing.Begin(built, _part.Pictures, _ranges, now);
        var listed = live.Add(part, CollectionsMarshal.AsSpan(_ranges));
        var dropped =
            listed ? null
            : live.Current.HasEnded ? DropReason.EncoderStopped
            : DropReason.Late;
        _tracing.End(now, dropped);
        context.Outcomes.Ended(context.Camera, _part.Pictures, dropped, now);
        if (listed)
        {
            _repeats.Shown(_part.Pictures);
            context.Metrics.PartPublished(
                context.Camera,
                part.Data.Length,
                late: MediaTime.FromUtc(now) > end + context.Grid.PartDuration + TransitAllowance.Most
            );
        }
        _part.Clear();
    }

    /// <summary>Discards the open part. Its frames end as those of a stopped encoder.</summary>
    public void Discard()
    {
        var now = context.Time.GetUtcNow();
        _tracing.Discard(_part.Pictures, DropReason.EncoderStopped, now);
        context.Outcomes.Ended(context.Camera, _part.Pictures, DropReason.EncoderStopped, now);
        _part.Clear();
    }
}
