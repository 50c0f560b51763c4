using System.Collections.Immutable;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Timeline;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Marks in the playlist where a picture is only repeated. A repeat has a new date, so without a
/// mark it would look current. A date range starts at the capture of the last fresh picture, and
/// ends where the next fresh picture is shown. Both are whole milliseconds, as the pictures' times
/// are, so the fresh picture is not in the range. Pure. Not thread-safe.
/// </summary>
internal sealed class RepeatMarks
{
    /// <summary>The class of the date ranges.</summary>
    public const string Class = "com.camstream.repeat";

    private MediaTime? _fresh; // when the newest picture that was shown was captured

    /// <summary>
    /// How long a picture is fresh: this, or three intervals of the camera if that is longer
    /// (<see cref="Staleness"/>). After the same time Ingest calls a camera stalled.
    /// </summary>
    public static MediaTime Fresh => MediaTime.FromMilliseconds(Staleness.DefaultMilliseconds);

    /// <summary>Decides which date ranges to list with a part.</summary>
    /// <param name="ranges">Receives the ranges.</param>
    /// <param name="listed">The ranges that are listed already.</param>
    /// <param name="pictures">The pictures of the part.</param>
    /// <param name="end">Where the part ends.</param>
    /// <param name="framesPerSecond">The camera's frame rate; 0 while unknown.</param>
    public void Judge(
        List<DateRange> ranges,
        ImmutableArray<DateRange> listed,
        ReadOnlySpan<PartPicture> pictures,
        MediaTime end,
        double framesPerSecond
    )
    {
        var open = listed.FirstOrDefault(range => range is { Class: Class, Duration: null });
        if (FirstFresh(pictures) is { } shown && open is not null)
        {
            ranges.Add(open with { Duration = MediaTime.Max(MediaTime.Zero, shown - open.Start) });
            open = null;
        }
        var patience = (double)Fresh.Ticks;
        if (framesPerSecond > 0)
            patience = Math.Max(patience, Staleness.Intervals * MediaTime.TicksPerSecond / framesPerSecond);
        if (open is null && Newest(pictures) is { } fresh && (end - fresh).Ticks > patience)
            ranges.Add(new DateRange($"repeat-{fresh.Ticks}", Class, fresh));
    }

    /// <summary>Takes the pictures of a part that was listed.</summary>
    public void Shown(ReadOnlySpan<PartPicture> pictures) => _fresh = Newest(pictures);

    private static MediaTime? FirstFresh(ReadOnlySpan<PartPicture> pictures)
    {
        foreach (var picture in pictures)
        {
            if (picture.Captured is not null)
                return picture.Time.WholeMilliseconds;
        }
        return null;
    }

    private MediaTime? Newest(ReadOnlySpan<PartPicture> pictures)
    {
        for (var i = pictures.Length - 1; i >= 0; i--)
        {
            if (pictures[i].Captured is { } captured)
                return MediaTime.FromUtc(captured).WholeMilliseconds;
        }
        return _fresh;
    }
}
