using CamStream.Encoder.Timeline;
using CamStream.Testing;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The rules of RFC 8216bis for a playlist, and for the changes between two versions of it.
/// </summary>
internal static class PlaylistRules
{
    public static void CheckAlone(MediaPlaylist list, MediaGrid grid)
    {
        list.Version.ShouldBe(list.Skipped > 0 ? 9 : 6);
        list.SkipUntil.ShouldBeGreaterThanOrEqualTo(6 * list.Target);
        list.HoldBack.ShouldBeGreaterThanOrEqualTo(3 * list.Target);
        list.PartHoldBack.ShouldBeGreaterThanOrEqualTo(3 * list.PartTarget);
        list.DateRanges.Select(r => r.Id).ShouldBeUnique();
        foreach (var range in list.DateRanges.Where(r => list.Skipped == 0 && r.Duration is not null))
            range
                .Start.AddSeconds((double)range.Duration!)
                .ShouldBeGreaterThanOrEqualTo(list.Segments[0].Start.AddMilliseconds(-1));
        var end = list.Segments.Sum(s => s.Uri.Length > 0 ? s.Duration : s.Parts.Sum(p => p.Duration));
        if (list.Skipped == 0)
            end.ShouldBeGreaterThanOrEqualTo(3 * list.Target);
        if (list.Skipped == 0)
            list.Segments[0].Map.ShouldNotBeNull();
        var partsListed = false;
        MediaPlaylist.Segment? before = null;
        foreach (var segment in list.Segments)
        {
            (segment.Map is not null).ShouldBe(
                segment.Discontinuity || list.Skipped == 0 && before is null,
                "a map where the encoding changes, and only there"
            );
            segment.Start.ShouldBe(grid.StartOf(segment.Msn).ToUtc());
            if (before is not null)
                segment.Start.ShouldBe(before.Start.AddSeconds((double)before.Duration));
            if (segment.Uri.Length > 0)
                segment.Uri.ShouldBe($"{segment.Msn}.m4s");
            else
                segment.ShouldBe(list.Segments[^1], "only the last segment may grow");
            Math.Round(segment.Duration).ShouldBeLessThanOrEqualTo(list.Target);
            if (partsListed && !segment.IsGap)
                segment.Parts.ShouldNotBeEmpty("parts go in order");
            partsListed |= segment.Parts.Count > 0;
            if (segment.Parts.Count > 0)
                end.ShouldBeLessThanOrEqualTo(3 * list.Target, "parts older than three target durations");
            if (segment.Parts.Count > 0 && segment.Uri.Length > 0)
                segment.Parts.Sum(p => p.Duration).ShouldBe(segment.Duration);
            segment
                .Parts.Any(p => p.IsGap && segment.Uri.Length > 0)
                .ShouldBe(segment.IsGap && segment.Parts.Count > 0);
            for (var i = 0; i < segment.Parts.Count; i++)
            {
                var part = segment.Parts[i];
                part.Uri.ShouldBe($"{segment.Msn}.{i}.m4s");
                part.Duration.ShouldBeInRange(0.85m * list.PartTarget, list.PartTarget);
                if (!part.IsGap && (i == 0 || segment.Parts[i - 1].IsGap))
                    part.Independent.ShouldBeTrue();
            }
            end -= segment.Uri.Length > 0 ? segment.Duration : 0;
            before = segment;
        }
        var last = list.Segments[^1];
        list.Hint.ShouldBe(last.Uri.Length > 0 ? $"{last.Msn + 1}.0.m4s" : $"{last.Msn}.{last.Parts.Count}.m4s");
    }

    /// <summary>
    /// §6.2.1: "The server MUST NOT change the Media Playlist file, except to" append lines, remove
    /// them from the front, and increase the sequence numbers.
    /// </summary>
    public static void CheckChange(MediaPlaylist old, MediaPlaylist @new)
    {
        @new.Target.ShouldBe(old.Target);
        @new.PartTarget.ShouldBe(old.PartTarget);
        @new.MediaSequence.ShouldBeGreaterThanOrEqualTo(old.MediaSequence);
        @new.DiscontinuitySequence.ShouldBeGreaterThanOrEqualTo(old.DiscontinuitySequence);
        var momentsFrom = @new.Segments[^1].Uri.Length > 0 ? @new.Segments[^1] : @new.Segments[^2];
        foreach (var range in old.DateRanges)
        {
            // §4.4.5.1: the same ID has the same values, but a duration may be added. A range stays
            // while it ends in the list or later; a moment, until the segment after its own is
            // closed.
            var now = @new.DateRanges.SingleOrDefault(r => r.Id == range.Id);
            if (now is not null)
                (
                    now with
                    {
                        Duration = range.Duration ?? now.Duration,
                    },
                    now with
                    {
                        Duration = range.Duration,
                    }
                ).ShouldBe((now, range));
            else
                range.Start.ShouldBeLessThan(
                    (range.Duration is 0 ? momentsFrom : @new.Segments[0]).Start,
                    "no range is dropped early"
                );
        }
        var later = Resolve(@new.Segments, @new.DiscontinuitySequence).ToDictionary(s => s.Segment.Msn);
        foreach (var (segment, number, map) in Resolve(old.Segments, old.DiscontinuitySequence))
        {
            if (segment.Msn < @new.MediaSequence)
                continue;
            var now = later[segment.Msn];
            now.Number.ShouldBe(number);
            now.Map.ShouldBe(map);
            now.Segment.Discontinuity.ShouldBe(segment.Discontinuity);
            now.Segment.Start.ShouldBe(segment.Start);
            if (segment.Uri.Length > 0)
                (now.Segment.Uri, now.Segment.Duration, now.Segment.IsGap).ShouldBe(
                    (segment.Uri, segment.Duration, segment.IsGap)
                );
            if (now.Segment.Parts.Count > 0)
                now.Segment.Parts.Take(segment.Parts.Count).ShouldBe(segment.Parts);
        }
    }

    /// <summary>
    /// §6.3.7: a client merges a delta update into its playlist and gets the whole playlist.
    /// </summary>
    public static void CheckDelta(MediaPlaylist old, MediaPlaylist delta, MediaPlaylist full)
    {
        var known = Resolve(old.Segments, old.DiscontinuitySequence).ToDictionary(s => s.Segment.Msn);
        var skipped = Enumerable.Range(0, delta.Skipped).Select(i => known[delta.MediaSequence + i]).ToList();
        var first = skipped is [var (segment, number, map), ..] ? segment with { Map = map } : null;
        var merged = skipped.Select(s => s.Segment with { Parts = [] }).Concat(delta.Segments).ToList();
        if (first is not null)
            merged[0] = merged[0] with { Map = first.Map };
        var resolved = Resolve(merged, delta.DiscontinuitySequence).ToList();
        var expected = Resolve(full.Segments, full.DiscontinuitySequence).ToList();
        resolved.Select(Show).ShouldBe(expected.Select(Show));
        delta.Hint.ShouldBe(full.Hint);
        delta.DateRanges.ShouldBe(full.DateRanges, "§6.2.5.1: they are not skipped");
        delta.MediaSequence.ShouldBe(full.MediaSequence);

        static string Show((MediaPlaylist.Segment Segment, long Number, string Map) s) =>
            $"{s.Segment.Msn} {s.Segment.Uri} {s.Segment.IsGap} {s.Segment.Discontinuity} {s.Segment.Start:O} "
            + $"{s.Number} {s.Map} {string.Join(';', s.Segment.Parts)}";
    }

    /// <summary>
    /// Each segment with its Discontinuity Sequence Number and the map that applies to it.
    /// </summary>
    private static IEnumerable<(MediaPlaylist.Segment Segment, long Number, string Map)> Resolve(
        IEnumerable<MediaPlaylist.Segment> segments,
        long number
    )
    {
        var map = "";
        foreach (var segment in segments)
        {
            if (segment.Discontinuity)
                number++;
            map = segment.Map ?? map;
            yield return (segment, number, map);
        }
    }
}
