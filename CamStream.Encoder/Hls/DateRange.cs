using System.Globalization;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// A range of dates with something to say about what is shown in it (RFC 8216bis §4.4.5.1).
/// Immutable; times are ticks of 90 kHz since the Unix epoch. "If a Playlist contains two
/// EXT-X-DATERANGE tags with the same ID attribute value, then any AttributeName that appears in
/// both tags MUST have the same AttributeValue": so of a range with the same <paramref name="Id"/>
/// nothing ever changes, but that <paramref name="Duration"/> is added.
/// </summary>
/// <param name="Id">Unique in the stream.</param>
/// <param name="Class">What kind of range it is.</param>
/// <param name="Start">When it starts.</param>
/// <param name="Duration">How long it is, 0 for a moment; null while that is not known.</param>
/// <param name="TraceParent">The trace of what it is about.</param>
internal sealed record DateRange(string Id, string Class, long Start, long? Duration = null, string? TraceParent = null)
{
    /// <summary>Where it ends; null while that is not known.</summary>
    public long? End => Start + Duration;

    /// <summary>Its line of a playlist, without the end of the line.</summary>
    public override string ToString()
    {
        // START-DATE is a quoted-string, DURATION a decimal-floating-point number of seconds.
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"#EXT-X-DATERANGE:ID=\"{Id}\",CLASS=\"{Class}\",START-DATE=\"{MediaGrid.ToTime(Start):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\""
        );
        // The same §: attributes of one's own begin with "X-", and a reverse DNS name keeps them
        // apart.
        if (TraceParent is not null)
            line = $"{line},X-COM-CAMSTREAM-TRACEPARENT=\"{TraceParent}\"";
        return Duration is { } duration
            ? string.Create(CultureInfo.InvariantCulture, $"{line},DURATION={PlaylistTiming.Seconds(duration):F5}")
            : line;
    }
}
