using System.Globalization;
using System.Text;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The multivariant playlist (RFC 8216bis §4.4.6): one variant. No EXT-X-VERSION: nothing in it
/// needs more than version 1 (§4.4.1.2, §8).
/// </summary>
internal static class MultivariantPlaylistWriter
{
    /// <summary>The playlist for a window with at least one part, in UTF-8.</summary>
    /// <param name="window">What is listed.</param>
    /// <param name="framesPerSecond">0 while unknown: then FRAME-RATE is left out.</param>
    public static byte[] Write(LiveWindow window, double framesPerSecond)
    {
        var (peak, average) = BitRate.Of(window);
        var text = new StringBuilder("#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={average}");
        // Of several init sections in the window, the newest: a player opens its decoder for what
        // comes.
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
