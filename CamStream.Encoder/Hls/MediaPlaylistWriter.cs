using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// Writes the media playlist of a window (RFC 8216bis §4.4). It depends on nothing else, so all
/// requests for one window get the same bytes.
/// </summary>
internal static class MediaPlaylistWriter
{
    // A range is listed in many playlists.
    private static readonly ConditionalWeakTable<DateRange, string> _rangeLines = [];

    /// <summary>Writes the whole playlist in UTF-8.</summary>
    public static byte[] Write(LiveWindow window) => Write(window, skipped: 0);

    /// <summary>
    /// Writes the playlist without the segments beyond the Skip Boundary (RFC 8216bis §6.2.5.1), or
    /// the whole playlist if there are no such segments.
    /// </summary>
    public static byte[] WriteDeltaUpdate(LiveWindow window) => Write(window, SkippedSegments(window));

    private static byte[] Write(LiveWindow window, int skipped)
    {
        var text = new StringBuilder(4096);
        WriteHeader(text, window, skipped);
        var partsFrom = FirstWithParts(window);
        WriteDateRanges(text, window);
        WriteSegments(text, window, skipped, partsFrom);
        // §4.4.5.3: the next part's URI, even if it is in the next segment. A request for it is
        // held until the part is there.
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
            $"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL={timing.SkipBoundary:F1},"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"HOLD-BACK={timing.HoldBack:F1},PART-HOLD-BACK={timing.PartHoldBack:F3}\n"
        );
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-PART-INF:PART-TARGET={timing.PartTarget:F3}\n");
        // §4.4.2.1: every segment starts with a keyframe.
        text.Append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{window.Segments[0].Msn}\n");
        // §6.2.2: required once a segment leaves a playlist with a discontinuity. It is always
        // there, so it never appears or vanishes.
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-DISCONTINUITY-SEQUENCE:{window.DiscontinuitySequence}\n");
        // §4.4.5.2
        if (skipped > 0)
            text.Append(CultureInfo.InvariantCulture, $"#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped}\n");
    }

    /// <summary>
    /// §4.4.5: date ranges belong to no segment, so their place is free. §6.2.5.1: a delta update
    /// has all of them, because the server does not announce CAN-SKIP-DATERANGES. There is about
    /// one moment a second, so a moment is listed only until the segment after its own is closed: a
    /// client that reloads as seldom as §6.3.4 allows still sees it.
    /// </summary>
    private static void WriteDateRanges(StringBuilder text, LiveWindow window)
    {
        var momentsFrom = window.Grid.StartOf(window.LastClosedMsn);
        foreach (var range in window.DateRanges)
        {
            if (range.Duration != MediaTime.Zero || range.Start >= momentsFrom)
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
            text.Append("#EXT-X-PROGRAM-DATE-TIME:").AppendDate(window.Grid.StartOf(segment.Msn)).Append('\n');
            if (i >= partsFrom)
                WriteParts(text, window.Grid, segment);
            if (!segment.IsClosed)
                continue;
            if (segment.IsGap)
                text.Append("#EXT-X-GAP\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"#EXTINF:{PlaylistTiming.Seconds(window.Grid.SegmentDuration):F5},\n{MediaName.Segment(segment.Msn)}\n"
            );
        }
    }

    private static void WriteParts(StringBuilder text, MediaGrid grid, LiveSegment segment)
    {
        for (var index = 0; index < segment.Parts.Length; index++)
        {
            var part = segment.Parts[index];
            // The difference of two rounded ends: the durations add up exactly to the segment's.
            var duration =
                PlaylistTiming.Seconds(grid.PartDuration * (index + 1))
                - PlaylistTiming.Seconds(grid.PartDuration * index);
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
    /// Durations from the end of the Playlist". All parts of a segment leave together, so that a
    /// part's index is its place in the list.
    /// </summary>
    private static int FirstWithParts(LiveWindow window)
    {
        var grid = window.Grid;
        var from =
            grid.StartOf(window.Next.Msn, window.Next.Part)
            - MediaTime.FromSeconds(3 * new PlaylistTiming(grid).TargetSeconds);
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
            grid.StartOf(window.LastClosedMsn + 1) - MediaTime.FromSeconds((long)new PlaylistTiming(grid).SkipBoundary);
        var skipped = 0;
        while (skipped < window.Segments.Length && grid.StartOf(window.Segments[skipped].Msn + 1) <= boundary)
            skipped++;
        return skipped;
    }
}
