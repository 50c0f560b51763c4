using System.Collections.Immutable;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The rules by which the list of segments grows at its end and loses segments at its front (RFC
/// 8216bis §6.2.2). Pure.
/// </summary>
internal static class SegmentList
{
    /// <summary>
    /// Slots listed as gaps before a session's first segment. With them the shortest playlist is
    /// three target durations long (§6.2.2), and a player's older playlist overlaps the new one
    /// after a short break.
    /// </summary>
    public const int LeadingGaps = 3;

    /// <summary>
    /// The window in which <paramref name="newest"/> is the last segment. It is new, or replaces
    /// its shorter self.
    /// </summary>
    /// <param name="window">The window before.</param>
    /// <param name="listed">Its segments, where all but the newest are closed.</param>
    /// <param name="newest">The segment with the part that was added.</param>
    /// <param name="ranges">Date ranges that are new, or that now have a duration.</param>
    /// <param name="windowSegments">How many whole segments are listed.</param>
    public static LiveWindow Append(
        LiveWindow window,
        ImmutableArray<LiveSegment> listed,
        LiveSegment newest,
        ReadOnlySpan<DateRange> ranges,
        int windowSegments
    )
    {
        var segments = Before(newest, listed, windowSegments).Add(newest);
        // §6.2.2: segments leave in the order of the list, and at least three target durations
        // stay.
        var closed = newest.IsClosed ? segments.Length : segments.Length - 1;
        segments = segments[Math.Max(0, closed - windowSegments)..];

        var discontinuities = window.DiscontinuitySequence;
        var removed = window.Removed.ToBuilder();
        foreach (var segment in listed)
        {
            if (segment.Msn >= segments[0].Msn)
                break;
            // §6.2.2: "If the server removes an EXT-X-DISCONTINUITY tag from the Media Playlist, it
            // MUST increment the value of the EXT-X-DISCONTINUITY-SEQUENCE tag".
            if (segment.Discontinuity)
                discontinuities++;
            removed.Add(segment);
        }
        removed.RemoveAll(segment => segment.Msn < segments[0].Msn - windowSegments);
        return window with
        {
            Segments = segments,
            Removed = removed.ToImmutable(),
            DiscontinuitySequence = discontinuities,
            DateRanges = Merge(window.DateRanges, ranges, window.Grid.StartOf(segments[0].Msn)),
        };
    }

    // What precedes the newest segment. Empty slots become gaps.
    private static ImmutableArray<LiveSegment> Before(
        LiveSegment newest,
        ImmutableArray<LiveSegment> listed,
        int windowSegments
    )
    {
        if (listed is [.. var before, var same] && same.Msn == newest.Msn)
            return before;
        // After a break as long as the window, no listed segment could stay: the list starts anew,
        // as with a first session.
        var last = listed is [.., var l] ? l : null;
        var renewed = last is null || newest.Msn - last.Msn > windowSegments;
        var gapsFrom = renewed ? newest.Msn - LeadingGaps : last!.Msn + 1;
        var init = last?.Init ?? newest.Init;
        var gaps = Enumerable.Range(0, (int)(newest.Msn - gapsFrom)).Select(i => LiveSegment.Gap(gapsFrom + i, init));
        return [.. renewed ? [] : listed, .. gaps];
    }

    // The listed ranges and the new ones, without those that end before the list starts.
    private static ImmutableArray<DateRange> Merge(
        ImmutableArray<DateRange> listed,
        ReadOnlySpan<DateRange> ranges,
        MediaTime from
    )
    {
        foreach (var range in ranges)
        {
            var known = listed.FirstOrDefault(r => r.Id == range.Id);
            if (known is null)
                listed = listed.Add(range);
            else if (known == range with { Duration = null })
                listed = listed.Replace(known, range);
        }
        return listed.RemoveAll(range => range.End < from);
    }
}
