using System.Globalization;
using System.Text;

namespace CamStream.Encoder.Hls;

/// <summary>
/// Writes the multivariant playlist (RFC 8216bis §4.4.6), with one variant. It has no
/// EXT-X-VERSION, because it needs only version 1 (§4.4.1.2, §8).
/// </summary>
internal static class MultivariantPlaylistWriter
{
    /// <summary>Writes the playlist in UTF-8.</summary>
    /// <param name="window">A window with at least one part.</param>
    /// <param name="framesPerSecond">0 while unknown; then there is no FRAME-RATE.</param>
    public static byte[] Write(LiveWindow window, double framesPerSecond)
    {
        var (peak, average) = BitRate.Of(window);
        var text = new StringBuilder("#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={average}");
        // The newest init section of the window: a player opens its decoder for what comes next.
        text.Append(
            CultureInfo.InvariantCulture,
            $",CODECS=\"{window.Init!.Codecs}\",RESOLUTION={window.Init.Width}x{window.Init.Height}"
        );
        // §4.4.6.2: "rounded to three decimal places".
        if (framesPerSecond > 0)
            text.Append(CultureInfo.InvariantCulture, $",FRAME-RATE={framesPerSecond:F3}");
        return Encoding.UTF8.GetBytes(text.Append(",CLOSED-CAPTIONS=NONE\nlive.m3u8\n").ToString());
    }
}
