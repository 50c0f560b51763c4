using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The delivery directives in the query of a playlist request (RFC 8216bis §6.2.5). Other
/// parameters are ignored.
/// </summary>
/// <param name="Msn"><c>_HLS_msn</c></param>
/// <param name="Part"><c>_HLS_part</c>; only with <paramref name="Msn"/>.</param>
/// <param name="Skip">
/// <c>_HLS_skip</c>: whether a Playlist Delta Update is requested. <c>v2</c> means the same as
/// <c>YES</c>, because the server does not announce CAN-SKIP-DATERANGES.
/// </param>
internal sealed record DeliveryDirectives(ulong? Msn, ulong? Part, bool Skip)
{
    private const string MsnName = "_HLS_msn",
        PartName = "_HLS_part",
        SkipName = "_HLS_skip";

    /// <summary>
    /// Reads the query; false, with the parameter, when a directive is malformed.
    /// </summary>
    public static bool TryParse(
        IQueryCollection query,
        [NotNullWhen(true)] out DeliveryDirectives? directives,
        [NotNullWhen(false)] out BadParameter? bad
    )
    {
        directives = null;
        if (
            !TryReadNumber(query, MsnName, out var msn, out bad)
            || !TryReadNumber(query, PartName, out var part, out bad)
        )
            return false;
        // §6.2.5.2: "If the Playlist URI contains an _HLS_part directive but no _HLS_msn directive,
        // the Server MUST return Bad Request".
        if (part is not null && msn is null)
        {
            bad = new(PartName, part.Value.ToString(CultureInfo.InvariantCulture), $"only together with {MsnName}");
            return false;
        }
        var skip = query[SkipName];
        if (skip is not ([] or ["YES" or "v2"]))
        {
            bad = new(SkipName, skip.ToString(), "YES or v2, once");
            return false;
        }
        directives = new(msn, part, skip.Count > 0);
        bad = null;
        return true;
    }

    /// <summary>
    /// Whether a window answers the request (§6.2.5.2): "the Server MUST defer responding to the
    /// request until the Playlist contains" the segment, or the part, "or later". A window without
    /// segments answers no request.
    /// </summary>
    /// <param name="window">The window.</param>
    /// <param name="now">The part that holds the current time.</param>
    public bool IsAnsweredBy(LiveWindow window, PartPosition now)
    {
        if (window.Segments.IsEmpty)
            return false;
        if (Msn is not { } msn)
            return true;
        if (msn > (ulong)window.Next.Msn)
            return IsTooFarAhead(window, now, out _);
        if (Part is null)
            return msn <= (ulong)window.LastClosedMsn;
        return Wanted(window) < window.Next || IsTooFarAhead(window, now, out _);
    }

    /// <summary>
    /// §6.2.5.2: "If the _HLS_msn is greater than the Media Sequence Number of the last Media
    /// Segment in the current Playlist plus two, or if the _HLS_part exceeds the last Partial
    /// Segment in the current Playlist by the Advance Part Limit, then the server SHOULD
    /// immediately return Bad Request". An encoder that has just begun still fills past segments,
    /// which another encoder may have listed already: so the limit counts from the current time if
    /// that is later than the playlist.
    /// </summary>
    /// <param name="window">The window.</param>
    /// <param name="now">The part that holds the current time.</param>
    /// <param name="bad">The directive, and the values that are allowed.</param>
    public bool IsTooFarAhead(LiveWindow window, PartPosition now, [NotNullWhen(true)] out BadParameter? bad)
    {
        bad = null;
        if (Msn is not { } msn)
            return false;
        var next = window.Next > now ? window.Next : now;
        var latest = next.Msn + 1;
        if (msn > (ulong)latest)
        {
            bad = new(MsnName, Text(msn), $"at most {Text((ulong)latest)}, two after the last segment");
            return true;
        }
        if (Part is null)
            return false;
        var limit = new PlaylistTiming(window.Grid).AdvancePartLimit;
        if (Count(window, Wanted(window)) - (Count(window, next) - 1) <= limit)
            return false;
        bad = new(
            PartName,
            Text(Part.Value),
            $"at most {limit} parts after the last one, {MediaName.Part(next)} being the next"
        );
        return true;
    }

    /// <summary>
    /// Whether the requested segment is listed or still to come. Then caches may keep the answer
    /// for others who ask the same.
    /// </summary>
    public bool IsNearLiveEdge(LiveWindow window) => Msn is { } msn && msn >= (ulong)window.Segments[0].Msn;

    /// <summary>
    /// §6.2.5.2: "If the Client requests a Part Index greater than that of the final Partial
    /// Segment of the Parent Segment, the Server MUST treat the request as one for Part Index 0 of
    /// the following Parent Segment."
    /// </summary>
    private PartPosition Wanted(LiveWindow window) =>
        Part!.Value < (ulong)window.Grid.PartsPerSegment
            ? new((long)Msn!.Value, (int)Part.Value)
            : new((long)Msn!.Value + 1, 0);

    private static long Count(LiveWindow window, PartPosition position) =>
        position.Msn * window.Grid.PartsPerSegment + position.Part;

    /// <summary>§4.2: a decimal-integer is 0 to 2^64-1.</summary>
    private static bool TryReadNumber(
        IQueryCollection query,
        string name,
        out ulong? number,
        [NotNullWhen(false)] out BadParameter? bad
    )
    {
        StringValues values = query[name];
        var isNumber = ulong.TryParse(
            values is [var text] ? text : null,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value
        );
        number = isNumber ? value : null;
        bad =
            isNumber || values.Count == 0
                ? null
                : new(name, values.ToString(), "a decimal integer of 0 to 2^64-1, once");
        return bad is null;
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
