using System.Collections.Immutable;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Timeline;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Says in the playlist from when on a picture is only repeated: a repeat has a new date, and would
/// look like a picture of now. From the capture of the last fresh picture a range of dates is open,
/// until a fresh one is shown; both in whole milliseconds, as pictures are shown: the fresh one is
/// not in it. Pure; times are ticks of 90 kHz since the Unix epoch. Not thread-safe.
/// </summary>
internal sealed class RepeatMarks
{
    /// <summary>The class of the ranges.</summary>
    public const string Class = "com.camstream.repeat";

    /// <summary>
    /// A picture is fresh for so long, or for three of the camera's intervals if that is longer
    /// (<see cref="Staleness"/>).
    /// </summary>
    public const long FreshTicks = (long)Staleness.DefaultMilliseconds * MediaGrid.Timescale90k / 1_000;

    private long? _fresh; // capture of the newest picture that was shown

    /// <summary>What is to be listed with a part.</summary>
    /// <param name="ranges">Receives it.</param>
    /// <param name="listed">What is listed.</param>
    /// <param name="pictures">The pictures of the part.</param>
    /// <param name="end">Where the part ends.</param>
    /// <param name="framesPerSecond">Of the camera; 0 while unknown.</param>
    public void Judge(
        List<DateRange> ranges,
        ImmutableArray<DateRange> listed,
        ReadOnlySpan<PartPicture> pictures,
        long end,
        double framesPerSecond
    )
    {
        var open = listed.FirstOrDefault(range => range is { Class: Class, Duration: null });
        if (FirstFresh(pictures) is { } shown && open is not null)
        {
            ranges.Add(open with { Duration = Math.Max(0, shown - open.Start) });
            open = null;
        }
        var patience =
            framesPerSecond > 0
                ? Math.Max(FreshTicks, Staleness.Intervals * MediaGrid.Timescale90k / framesPerSecond)
                : FreshTicks;
        if (open is null && Newest(pictures) is { } fresh && end - fresh > patience)
            ranges.Add(new DateRange($"repeat-{fresh}", Class, fresh));
    }

    /// <summary>The part was listed.</summary>
    public void Shown(ReadOnlySpan<PartPicture> pictures) => _fresh = Newest(pictures);

    private static long? FirstFresh(ReadOnlySpan<PartPicture> pictures)
    {
        foreach (var picture in pictures)
        {
            if (picture.Captured is not null)
                return MediaGrid.WholeMilliseconds(picture.Time);
        }
        return null;
    }

    private long? Newest(ReadOnlySpan<PartPicture> pictures)
    {
        for (var i = pictures.Length - 1; i >= 0; i--)
        {
            if (pictures[i].Captured is { } captured)
                return MediaGrid.WholeMilliseconds(MediaGrid.ToTicks(captured));
        }
        return _fresh;
    }
}
