using System.Globalization;
using System.Text;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>Dates as playlists write them.</summary>
internal static class PlaylistDate
{
    /// <summary>
    /// Appends a date of ISO 8601, in UTC and in milliseconds (RFC 8216bis §4.4.4.6).
    /// </summary>
    public static StringBuilder AppendDate(this StringBuilder text, MediaTime time) =>
        text.Append(CultureInfo.InvariantCulture, $"{time.ToUtc():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
}
