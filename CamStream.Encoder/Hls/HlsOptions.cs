using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Hls;

/// <summary>How much of a stream is listed, and how many requests may wait.</summary>
internal sealed class HlsOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Hls";

    /// <summary>
    /// Whole segments in the playlist, 7 to 60. It is more than the six target durations of
    /// CAN-SKIP-UNTIL, so that a delta update has something to skip. As many segments again stay
    /// available after they leave the playlist.
    /// </summary>
    [Range(7, 60)]
    public int WindowSegments { get; set; } = 10;

    /// <summary>
    /// How many requests may wait for a part of one camera at the same time, 1 to 1,000,000. The
    /// next request gets 503.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxWaiting { get; set; } = 10_000;
}
