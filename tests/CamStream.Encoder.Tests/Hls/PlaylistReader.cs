using System.Globalization;

namespace CamStream.Encoder.Hls;

/// <summary>
/// Reads a media playlist strictly: any unexpected line is a failure.
/// </summary>
internal sealed record PlaylistReader(
    int Version,
    decimal Target,
    decimal PartTarget,
    decimal PartHoldBack,
    decimal SkipUntil,
    long MediaSequence,
    long DiscontinuitySequence,
    int Skipped,
    IReadOnlyList<PlaylistReader.Range> DateRanges,
    IReadOnlyList<PlaylistReader.Segment> Segments,
    string Hint
)
{
    internal sealed record Range(string Id, string Class, DateTimeOffset Start, decimal? Duration);

    // Uri is empty while the segment grows.
    internal sealed record Segment(
        long Msn,
        string Uri,
        decimal Duration,
        bool IsGap,
        bool Discontinuity,
        string? Map,
        DateTimeOffset Start,
        IReadOnlyList<Part> Parts
    );

    internal sealed record Part(string Uri, decimal Duration, bool Independent, bool IsGap);

    public static PlaylistReader Read(string text)
    {
        text.ShouldEndWith("\n");
        var lines = new Queue<string>(text[..^1].Split('\n'));
        lines.Dequeue().ShouldBe("#EXTM3U");
        var version = int.Parse(After("#EXT-X-VERSION:"), CultureInfo.InvariantCulture);
        var target = Number(After("#EXT-X-TARGETDURATION:"));
        var control = Attributes(After("#EXT-X-SERVER-CONTROL:"));
        control["CAN-BLOCK-RELOAD"].ShouldBe("YES");
        Number(control["HOLD-BACK"]).ShouldBeGreaterThanOrEqualTo(3 * target);
        var partTarget = Number(Attributes(After("#EXT-X-PART-INF:"))["PART-TARGET"]);
        After("#EXT-X-INDEPENDENT-SEGMENTS").ShouldBeEmpty();
        var mediaSequence = long.Parse(After("#EXT-X-MEDIA-SEQUENCE:"), CultureInfo.InvariantCulture);
        var discontinuitySequence = long.Parse(After("#EXT-X-DISCONTINUITY-SEQUENCE:"), CultureInfo.InvariantCulture);
        var skipped = lines.Peek().StartsWith("#EXT-X-SKIP:", StringComparison.Ordinal)
            ? int.Parse(Attributes(After("#EXT-X-SKIP:"))["SKIPPED-SEGMENTS"], CultureInfo.InvariantCulture)
            : 0;
        var ranges = new List<Range>();
        while (lines.Peek().StartsWith("#EXT-X-DATERANGE:", StringComparison.Ordinal))
            ranges.Add(ReadRange(Attributes(After("#EXT-X-DATERANGE:"))));
        var segments = new List<Segment>();
        while (!IsHint())
            segments.Add(ReadSegment(mediaSequence + skipped + segments.Count));
        var hint = Attributes(After("#EXT-X-PRELOAD-HINT:"));
        hint["TYPE"].ShouldBe("PART");
        lines.ShouldBeEmpty();
        return new(
            version,
            target,
            partTarget,
            Number(control["PART-HOLD-BACK"]),
            Number(control["CAN-SKIP-UNTIL"]),
            mediaSequence,
            discontinuitySequence,
            skipped,
            ranges,
            segments,
            hint["URI"]
        );

        bool IsHint() => lines.Peek().StartsWith("#EXT-X-PRELOAD-HINT:", StringComparison.Ordinal);

        string After(string tag)
        {
            var line = lines.Dequeue();
            line.ShouldStartWith(tag);
            return line[tag.Length..];
        }

        bool Try(string tag)
        {
            if (lines.Peek() != tag)
                return false;
            lines.Dequeue();
            return true;
        }

        Segment ReadSegment(long msn)
        {
            var discontinuity = Try("#EXT-X-DISCONTINUITY");
            var map = lines.Peek().StartsWith("#EXT-X-MAP:", StringComparison.Ordinal)
                ? Attributes(After("#EXT-X-MAP:"))["URI"]
                : null;
            var start = Date(After("#EXT-X-PROGRAM-DATE-TIME:"));
            var parts = new List<Part>();
            while (lines.Peek().StartsWith("#EXT-X-PART:", StringComparison.Ordinal))
            {
                var part = Attributes(After("#EXT-X-PART:"));
                parts.Add(
                    new(part["URI"], Number(part["DURATION"]), part.ContainsKey("INDEPENDENT"), part.ContainsKey("GAP"))
                );
            }
            if (IsHint())
                return new(msn, "", 0, false, discontinuity, map, start, parts);
            var gap = Try("#EXT-X-GAP");
            var duration = Number(After("#EXTINF:").TrimEnd(','));
            return new(msn, lines.Dequeue(), duration, gap, discontinuity, map, start, parts);
        }
    }

    private static Range ReadRange(Dictionary<string, string> tag) =>
        new(
            tag["ID"],
            tag["CLASS"],
            Date(tag["START-DATE"]),
            tag.TryGetValue("DURATION", out var seconds) ? Number(seconds) : null
        );

    private static DateTimeOffset Date(string text) =>
        DateTimeOffset.ParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );

    private static decimal Number(string text) =>
        decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Attributes(string list) =>
        list.Split(',').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim('"'));
}
