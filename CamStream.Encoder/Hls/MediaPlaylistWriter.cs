using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The media playlist of a window (RFC 8216bis §4.4). Every text follows from the window alone, so
/// all who ask for the same window get the same bytes.
/// </summary>
internal static class MediaPlaylistWriter
{
    // A range is in many playlists.
    private static readonly ConditionalWeakTable<DateRange, string> _rangeLines = [];

    /// <summary>The whole playlist, in UTF-8.</summary>
    public static byte[] Write(LiveWindow window) => Write(window, skipped: 0);

    /// <summary>
    /// The playlist with the segments beyond the Skip Boundary left out; the whole one when there
    /// are none (RFC 8216bis §6.2.5.1).
    /// </summary>
    public static byte[] WriteDeltaUpdate(LiveWindow window) => Write(window, SkippedSegments(window));

    private static byte[] Write(LiveWindow window, int skipped)
    {
        var text = new StringBuilder(4096);
        WriteHeader(text, window, skipped);
        var partsFrom = FirstWithParts(window);
        WriteDateRanges(text, window);
        WriteSegments(text, window, skipped, partsFrom);
        // §4.4.5.3: the next part's URI, "across the segment end" too; a request for it is held
        // until it is there.
        text.Append($"#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"{MediaName.Part(window.Next)}\"\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void WriteHeader(StringBuilder text, LiveWindow window, int skipped)
    {
        var timing = new PlaylistTiming(window.Grid);
        text.Append("#EXTM3U\n");
        // §8: EXT-X-MAP needs 6, EXT-X-SKIP 9. §6.2.1: the version SHOULD NOT be greater than what
        // is required.
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-VERSION:{(skipped > 0 ? 9 : 6)}\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{timing.TargetSeconds}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL={timing.SkipBoundary:F1},HOLD-BACK={timing.HoldBack:F1},PART-HOLD-BACK={timing.PartHoldBack:F3}\n"
        );
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PART-INF:PART-TARGET={timing.PartTarget:F3}\n");
        // §4.4.2.1: every segment starts with a keyframe.
        text.Append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{window.Segments[0].Msn}\n");
        // §6.2.2: required as soon as a segment is removed from a playlist with a discontinuity;
        // always there, it never appears or vanishes.
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{window.DiscontinuitySequence}\n");
        // §4.4.5.2
        if (skipped > 0)
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}\n");
    }

    /// <summary>
    /// §4.4.5: they belong to no segment, so their place is free. §6.2.5.1: a delta update has them
    /// all, as CAN-SKIP-DATERANGES is not announced; so moments, of which there is one a second,
    /// are listed for a segment's time or longer: who loads the playlist as seldom as §6.3.4 allows
    /// sees each.
    /// </summary>
    private static void WriteDateRanges(StringBuilder text, LiveWindow window)
    {
        var momentsFrom = window.Grid.StartOf(window.LastClosedMsn);
        foreach (var range in window.DateRanges)
        {
            if (range.Duration is not 0 || range.Start >= momentsFrom)
                text.Append(_rangeLines.GetValue(range, static range => range.ToString())).Append('\n');
        }
    }

    private static void WriteSegments(StringBuilder text, LiveWindow window, int skipped, int partsFrom)
    {
        for (var i = skipped; i < window.Segments.Length; i++)
        {
            var segment = window.Segments[i];
            // §4.4.4.9: tags of the segment "MUST appear before the first EXT-X-PART tag".
            if (segment.Discontinuity)
                text.Append("#EXT-X-DISCONTINUITY\n");
            if (i == 0 || segment.Init.Hash != window.Segments[i - 1].Init.Hash)
                text.Append($"#EXT-X-MAP:URI=\"{MediaName.Init(segment.Init)}\"\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXT-X-PROGRAM-DATE-TIME:{MediaGrid.ToTime(window.Grid.StartOf(segment.Msn)):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n"
            );
            if (i >= partsFrom)
                WriteParts(text, window.Grid, segment);
            if (!segment.IsClosed)
                continue;
            if (segment.IsGap)
                text.Append("#EXT-X-GAP\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXTINF:{PlaylistTiming.Seconds(window.Grid.SegmentTicks):F5},\n{MediaName.Segment(segment.Msn)}\n"
            );
        }
    }

    private static void WriteParts(StringBuilder text, MediaGrid grid, LiveSegment segment)
    {
        for (var index = 0; index < segment.Parts.Length; index++)
        {
            var part = segment.Parts[index];
            // The differences of rounded ends: they add up to the segment's duration exactly.
            var duration =
                PlaylistTiming.Seconds((index + 1) * grid.PartTicks) - PlaylistTiming.Seconds(index * grid.PartTicks);
            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXT-X-PART:DURATION={duration:F5},URI=\"{MediaName.Part(new(segment.Msn, index))}\""
            );
            // §6.2.1: "Such Partial Segments MUST have a GAP=YES attribute."
            text.Append(
                part switch
                {
                    null => ",GAP=YES\n",
                    { Independent: true } => ",INDEPENDENT=YES\n",
                    _ => "\n",
                }
            );
        }
    }

    /// <summary>
    /// §6.2.2: parts "SHOULD be removed from the Playlist after they are greater than three Target
    /// Durations from the end of the Playlist". All of a segment at once: a part's index is its
    /// place in the list.
    /// </summary>
    private static int FirstWithParts(LiveWindow window)
    {
        var grid = window.Grid;
        var from =
            grid.StartOf(window.Next.Msn, window.Next.Part)
            - 3L * new PlaylistTiming(grid).TargetSeconds * MediaGrid.Timescale90k;
        var first = 0;
        while (first < window.Segments.Length && grid.StartOf(window.Segments[first].Msn) < from)
            first++;
        return first;
    }

    /// <summary>
    /// §6.2.5.1: segments "further from the end of the last (Parent) Media Segment in the Playlist
    /// than the Skip Boundary".
    /// </summary>
    private static int SkippedSegments(LiveWindow window)
    {
        var grid = window.Grid;
        var boundary =
            grid.StartOf(window.LastClosedMsn + 1)
            - (long)(new PlaylistTiming(grid).SkipBoundary * MediaGrid.Timescale90k);
        var skipped = 0;
        while (skipped < window.Segments.Length && grid.StartOf(window.Segments[skipped].Msn + 1) <= boundary)
            skipped++;
        return skipped;
    }
}
