using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Hls;

/// <summary>How much of a stream is listed, and how many may wait for more of it.</summary>
internal sealed class HlsOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Hls";

    /// <summary>
    /// Whole segments in the playlist, 7 to 60: more than the six target durations of
    /// CAN-SKIP-UNTIL, or a delta update had nothing to skip. As many again stay fetchable after
    /// they leave it.
    /// </summary>
    [Range(7, 60)]
    public int WindowSegments { get; set; } = 10;

    /// <summary>
    /// Requests that may wait for a part of one camera at the same time, 1 to 1,000,000; the next
    /// one gets 503.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxWaiting { get; set; } = 10_000;
}
