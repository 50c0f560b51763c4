using System.Globalization;

namespace CamStream.Testing;

/// <summary>
/// A low-latency media playlist (RFC 8216bis §4.4) as CamStream writes it. It is read strictly: a
/// line that is not expected where it stands is a failure.
/// </summary>
/// <param name="Version"><c>EXT-X-VERSION</c>.</param>
/// <param name="Target"><c>EXT-X-TARGETDURATION</c>, in seconds.</param>
/// <param name="PartTarget"><c>PART-TARGET</c>, in seconds.</param>
/// <param name="HoldBack"><c>HOLD-BACK</c>, in seconds.</param>
/// <param name="PartHoldBack"><c>PART-HOLD-BACK</c>, in seconds.</param>
/// <param name="SkipUntil"><c>CAN-SKIP-UNTIL</c>, in seconds.</param>
/// <param name="MediaSequence">The media sequence number of the first segment.</param>
/// <param name="DiscontinuitySequence"><c>EXT-X-DISCONTINUITY-SEQUENCE</c>.</param>
/// <param name="Skipped">
/// How many segments a delta update leaves out; 0 in a whole playlist.
/// </param>
/// <param name="DateRanges">The date ranges.</param>
/// <param name="Segments">The segments; the last one grows while its name is empty.</param>
/// <param name="Hint">The name of the part that comes next.</param>
public sealed record MediaPlaylist(
    int Version,
    decimal Target,
    decimal PartTarget,
    decimal HoldBack,
    decimal PartHoldBack,
    decimal SkipUntil,
    long MediaSequence,
    long DiscontinuitySequence,
    int Skipped,
    IReadOnlyList<MediaPlaylist.Range> DateRanges,
    IReadOnlyList<MediaPlaylist.Segment> Segments,
    string Hint
)
{
    /// <summary>The name of the newest segment's init section.</summary>
    public string Init => Segments.Select(segment => segment.Map).OfType<string>().Last();

    /// <summary>The segments that are whole and have media.</summary>
    public IReadOnlyList<Segment> Whole => [.. Segments.Where(segment => segment is { IsGap: false, Uri.Length: > 0 })];

    /// <summary>The newest part that begins with a keyframe; null while there is none.</summary>
    public Part? NewestIndependentPart =>
        Segments
            .SelectMany(segment => segment.Parts)
            .LastOrDefault(part => part is { Independent: true, IsGap: false });

    /// <exception cref="FormatException">
    /// A line is not what CamStream writes; the message quotes it.
    /// </exception>
    public static MediaPlaylist Read(string text)
    {
        var lines = new PlaylistLines(text);
        lines.After("#EXTM3U");
        var version = int.Parse(lines.After("#EXT-X-VERSION:"), CultureInfo.InvariantCulture);
        var target = Number(lines.After("#EXT-X-TARGETDURATION:"));
        var control = Attributes(lines.After("#EXT-X-SERVER-CONTROL:"));
        if (control["CAN-BLOCK-RELOAD"] != "YES")
            throw new FormatException($"CAN-BLOCK-RELOAD is {control["CAN-BLOCK-RELOAD"]}.");
        var partTarget = Number(Attributes(lines.After("#EXT-X-PART-INF:"))["PART-TARGET"]);
        lines.After("#EXT-X-INDEPENDENT-SEGMENTS");
        var first = long.Parse(lines.After("#EXT-X-MEDIA-SEQUENCE:"), CultureInfo.InvariantCulture);
        var discontinuities = long.Parse(lines.After("#EXT-X-DISCONTINUITY-SEQUENCE:"), CultureInfo.InvariantCulture);
        var skipped = lines.Starts("#EXT-X-SKIP:")
            ? int.Parse(Attributes(lines.After("#EXT-X-SKIP:"))["SKIPPED-SEGMENTS"], CultureInfo.InvariantCulture)
            : 0;
        var ranges = new List<Range>();
        while (lines.Starts("#EXT-X-DATERANGE:"))
            ranges.Add(ReadRange(Attributes(lines.After("#EXT-X-DATERANGE:"))));
        var segments = new List<Segment>();
        while (!lines.Starts("#EXT-X-PRELOAD-HINT:"))
            segments.Add(ReadSegment(lines, first + skipped + segments.Count));
        var hint = Attributes(lines.After("#EXT-X-PRELOAD-HINT:TYPE=PART,"));
        lines.End();
        return new(
            version,
            target,
            partTarget,
            Number(control["HOLD-BACK"]),
            Number(control["PART-HOLD-BACK"]),
            Number(control["CAN-SKIP-UNTIL"]),
            first,
            discontinuities,
            skipped,
            ranges,
            segments,
            hint["URI"]
        );
    }

    private static Segment ReadSegment(PlaylistLines lines, long msn)
    {
        var discontinuity = lines.Take("#EXT-X-DISCONTINUITY");
        var map = lines.Starts("#EXT-X-MAP:") ? Attributes(lines.After("#EXT-X-MAP:"))["URI"] : null;
        var start = Date(lines.After("#EXT-X-PROGRAM-DATE-TIME:"));
        var parts = new List<Part>();
        while (lines.Starts("#EXT-X-PART:"))
        {
            var part = Attributes(lines.After("#EXT-X-PART:"));
            var (independent, isGap) = (part.ContainsKey("INDEPENDENT"), part.ContainsKey("GAP"));
            parts.Add(new(part["URI"], Number(part["DURATION"]), independent, isGap));
        }
        if (lines.Starts("#EXT-X-PRELOAD-HINT:"))
            return new(msn, "", 0, false, discontinuity, map, start, parts);
        var gap = lines.Take("#EXT-X-GAP");
        var duration = Number(lines.After("#EXTINF:").TrimEnd(','));
        return new(msn, lines.After(""), duration, gap, discontinuity, map, start, parts);
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

    // No value that CamStream writes has a comma.
    private static Dictionary<string, string> Attributes(string list) =>
        list.Split(',').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim('"'));

    /// <summary>An <c>EXT-X-DATERANGE</c>.</summary>
    /// <param name="Id"><c>ID</c>.</param>
    /// <param name="Class"><c>CLASS</c>.</param>
    /// <param name="Start"><c>START-DATE</c>.</param>
    /// <param name="Duration">In seconds; null while it is open.</param>
    public sealed record Range(string Id, string Class, DateTimeOffset Start, decimal? Duration);

    /// <summary>A media segment.</summary>
    /// <param name="Msn">Its media sequence number.</param>
    /// <param name="Uri">Its name; empty while it grows.</param>
    /// <param name="Duration">In seconds.</param>
    /// <param name="IsGap">Whether it has no media.</param>
    /// <param name="Discontinuity">Whether it follows a discontinuity.</param>
    /// <param name="Map">The name of its init section, where that is told; else null.</param>
    /// <param name="Start">When its first sample was captured.</param>
    /// <param name="Parts">Its parts, as far as they are listed.</param>
    public sealed record Segment(
        long Msn,
        string Uri,
        decimal Duration,
        bool IsGap,
        bool Discontinuity,
        string? Map,
        DateTimeOffset Start,
        IReadOnlyList<Part> Parts
    );

    /// <summary>A partial segment.</summary>
    /// <param name="Uri">Its name.</param>
    /// <param name="Duration">In seconds.</param>
    /// <param name="Independent">Whether it begins with a keyframe.</param>
    /// <param name="IsGap">Whether it has no media.</param>
    public sealed record Part(string Uri, decimal Duration, bool Independent, bool IsGap);
}
