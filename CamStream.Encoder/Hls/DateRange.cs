using System.Globalization;
using System.Text;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// A range of dates, and what the playlist says about it (RFC 8216bis §4.4.5.1). Immutable. "If a
/// Playlist contains two EXT-X-DATERANGE tags with the same ID attribute value, then any
/// AttributeName that appears in both tags MUST have the same AttributeValue": so a range with the
/// same <paramref name="Id"/> never changes, except that it gets a <paramref name="Duration"/>.
/// </summary>
/// <param name="Id">Unique in the stream.</param>
/// <param name="Class">The kind of the range.</param>
/// <param name="Start">When it starts.</param>
/// <param name="Duration">Its length, zero for a moment; null while it is not known.</param>
/// <param name="Attribute">An attribute of our own, or null.</param>
internal sealed record DateRange(
    string Id,
    string Class,
    MediaTime Start,
    MediaTime? Duration = null,
    ClientAttribute? Attribute = null
)
{
    /// <summary>Where it ends; null while that is not known.</summary>
    public MediaTime? End => Start + Duration;

    /// <summary>Its line of a playlist, without the end of the line.</summary>
    public override string ToString()
    {
        // START-DATE is a quoted-string, DURATION a decimal-floating-point number of seconds.
        var line = new StringBuilder($"#EXT-X-DATERANGE:ID=\"{Id}\",CLASS=\"{Class}\",START-DATE=\"")
            .AppendDate(Start)
            .Append('"');
        if (Attribute is { } attribute)
            line.Append($",{attribute.Name}=\"{attribute.Value}\"");
        if (Duration is { } duration)
            line.Append(CultureInfo.InvariantCulture, $",DURATION={PlaylistTiming.Seconds(duration):F5}");
        return line.ToString();
    }
}
