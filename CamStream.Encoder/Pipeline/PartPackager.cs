using System.Runtime.InteropServices;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Puts pictures into parts and parts into the live stream, and accounts for the frames in them.
/// Not thread-safe.
/// </summary>
internal sealed class PartPackager(
    CameraId camera,
    MediaGrid grid,
    LiveStream live,
    EncoderMetrics metrics,
    TimeProvider time
)
{
    private readonly OpenPart _part = new(grid);
    private readonly RepeatMarks _repeats = new();
    private readonly PartTracing _tracing = new(camera);
    private readonly List<DateRange> _ranges = [];

    /// <summary>The stream that is published to.</summary>
    public LiveStream Live => live;

    /// <summary>The start of the open part, once it has a picture.</summary>
    public long? OpenStart => _part.Start;

    /// <summary>The pictures that follow need this decoder configuration.</summary>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public void Begin(ReadOnlySpan<byte> avcC) => live.Begin(InitSectionWriter.Build(avcC));

    /// <summary>Takes a picture over.</summary>
    public void Add(in PartPicture picture) => _part.Add(picture);

    /// <summary>Publishes the open part.</summary>
    public void Publish()
    {
        var end = _part.Start.GetValueOrDefault() + grid.PartTicks;
        _ranges.Clear();
        _repeats.Judge(_ranges, live.Current.DateRanges, _part.Pictures, end, live.FramesPerSecond);
        var built = _part.Build();
        var now = time.GetUtcNow();
        var part = _tracing.Begin(built, _part.Pictures, _ranges, now);
        var listed = live.Add(part, CollectionsMarshal.AsSpan(_ranges));
        var dropped =
            listed ? null
            : live.Current.HasEnded ? DropReason.EncoderStopped
            : DropReason.Late;
        _tracing.End(now, dropped);
        Account(dropped, now);
        if (listed)
        {
            _repeats.Shown(_part.Pictures);
            metrics.PartPublished(
                camera,
                part.Data.Length,
                late: MediaGrid.ToTicks(now) > end + grid.PartTicks + TransitAllowance.MostTicks
            );
        }
        _part.Clear();
    }

    /// <summary>Throws the open part away; its frames are lost with the encoder.</summary>
    public void Discard()
    {
        var now = time.GetUtcNow();
        _tracing.Discard(_part.Pictures, DropReason.EncoderStopped, now);
        Account(DropReason.EncoderStopped, now);
        _part.Clear();
    }

    // Of all frames of the part at once: what is counted again and again is at hand to the
    // processor then.
    private void Account(string? dropped, DateTimeOffset now)
    {
        var frames = 0;
        foreach (ref readonly var picture in _part.Pictures)
        {
            if (picture.Accountable is not { } captured)
                continue;
            frames++;
            metrics.FrameEncoded(camera, picture.Encoded - picture.Arrived);
            if (dropped is null)
                metrics.FramePublished(camera, now - picture.Encoded, now - captured);
        }
        metrics.FramesEnded(camera, dropped ?? EncoderMetrics.Delivered, frames);
    }
}
