using System.Text;
using CamStream.Encoder.Timeline;
using CamStream.Testing;

namespace CamStream.Encoder.Hls;

/// <summary>
/// Random sessions with breaks, lost parts and size changes. Every playlist obeys every rule.
/// </summary>
public class LiveStreamSimulationTests
{
    private static readonly MediaGrid _grid = new TimelineOptions().Grid;

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    public void Every_playlist_of_every_session_obeys_the_rules(int window)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            try
            {
                Simulate(new Random(seed), window);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"Seed {seed} breaks a rule.", error);
            }
        }
    }

    private static void Simulate(Random random, int window)
    {
        var stream = Made.Stream(window, _grid);
        stream.Begin(Made.Small);
        var next = new PartPosition(Made.Slot, 0);
        var history = new List<(MediaTime End, MediaPlaylist List)>();
        var firstListed = new Dictionary<string, MediaTime>();
        var lastListed = new Dictionary<string, MediaTime>();
        for (var step = 0; step < 300; step++)
        {
            next = Disturb(random, stream, next);
            var part = Made.Part(next.Msn, next.Part, independent: next.Part == 0 || random.Next(3) == 0);
            if (!stream.Add(part, Ranges(random, stream.Current, next)))
            {
                next = Following(next);
                continue;
            }
            next = Following(next);
            var now = _grid.StartOf(next.Msn, next.Part);

            var full = MediaPlaylist.Read(stream.Playlist());
            PlaylistRules.CheckAlone(full, _grid);
            if (history.Count > 0)
                PlaylistRules.CheckChange(history[^1].List, full);
            var delta = MediaPlaylist.Read(stream.DeltaUpdate());
            PlaylistRules.CheckAlone(delta, _grid);
            // §6.3.7: a client asks for a delta update only of a playlist younger than half the
            // Skip Boundary.
            var young = history.Where(h => now - h.End < MediaTime.FromSeconds(6)).ToList();
            if (young.Count > 0)
                PlaylistRules.CheckDelta(young[random.Next(young.Count)].List, delta, full);
            history.Add((now, full));
            CheckAvailability(stream.Current, full, now, window, firstListed, lastListed);
        }
    }

    /// <summary>
    /// §6.2.2: a segment stays available for its Availability Duration after it was first listed, a
    /// part for three target durations after it was last listed.
    /// </summary>
    private static void CheckAvailability(
        LiveWindow current,
        MediaPlaylist list,
        MediaTime now,
        int window,
        Dictionary<string, MediaTime> firstListed,
        Dictionary<string, MediaTime> lastListed
    )
    {
        foreach (var segment in list.Segments)
        {
            if (segment.Uri.Length > 0 && !segment.IsGap)
                firstListed.TryAdd(segment.Uri, now);
            foreach (var part in segment.Parts.Where(p => !p.IsGap))
                lastListed[part.Uri] = now;
        }
        MustStay(current, firstListed, now, _grid.SegmentDuration * (window + 2) - new MediaTime(1));
        MustStay(current, lastListed, now, _grid.SegmentDuration * 3);
    }

    private static void MustStay(
        LiveWindow current,
        Dictionary<string, MediaTime> uris,
        MediaTime now,
        MediaTime length
    )
    {
        foreach (var (uri, since) in uris)
        {
            if (now > since + length)
                uris.Remove(uri);
            else if (!IsThere(current, uri))
                throw new InvalidOperationException($"{uri} was removed too early.");
        }
    }

    private static bool IsThere(LiveWindow window, string uri)
    {
        return MediaName.TryParse(uri, out var name)
            && name switch
            {
                MediaName.OfSegment { Msn: var msn } => window.Find(msn) is { IsWhole: true } segment
                    && Encoding.ASCII.GetString(segment.Data.FirstSpan) == $"[{msn}.0]",
                MediaName.OfPart { Position: var at } => window.Find(at.Msn)?.Part(at.Part) is { } part
                    && Encoding.ASCII.GetString(part.Data.Span) == $"[{at.Msn}.{at.Part}]",
                _ => false,
            };
    }

    private static PartPosition Disturb(Random random, LiveStream stream, PartPosition next)
    {
        switch (random.Next(100))
        {
            case < 90:
                return next;
            case < 92: // a few parts are lost
                return random.Next(2) == 0
                    ? new(next.Msn, Math.Min(next.Part + 2, _grid.PartsPerSegment - 1))
                    : new(next.Msn + 1, 0);
            case < 94: // the encoder restarts
                stream.Begin(stream.Current.Init!);
                return new(next.Msn + 1, 0);
            case < 97: // another size
                stream.Begin(stream.Current.Init == Made.Small ? Made.Large : Made.Small);
                return new(next.Msn + 1, 0);
            case < 99: // the camera rests for up to about a window
                return new(next.Msn + random.Next(2, 13), 0);
            default: // the camera rests for long
                return new(next.Msn + random.Next(13, 5000), 0);
        }
    }

    /// <summary>Sometimes a moment, a range without an end, or the end of such a range.</summary>
    private static DateRange[] Ranges(Random random, LiveWindow window, PartPosition next)
    {
        var at = _grid.StartOf(next.Msn, next.Part);
        return random.Next(20) switch
        {
            0 => [new DateRange($"moment-{at.Ticks}", "moment", at, MediaTime.Zero)],
            1 => [new DateRange($"open-{at.Ticks}", "open", at - new MediaTime(random.Next(200_000)))],
            2 =>
            [
                .. window.DateRanges.Where(r => r.End is null).Take(1).Select(r => r with { Duration = at - r.Start }),
            ],
            _ => [],
        };
    }

    private static PartPosition Following(PartPosition at) =>
        at.Part + 1 < _grid.PartsPerSegment ? new(at.Msn, at.Part + 1) : new(at.Msn + 1, 0);
}
