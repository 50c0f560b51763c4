using System.ComponentModel.DataAnnotations;

namespace CamStream.Gateway.Coalescing;

/// <summary>How many requests are shared, and how much is kept for the next viewer.</summary>
internal sealed class CoalescingOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// How many different requests to encoders may be under way, 1 to 100 000; more are refused
    /// with 503.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxOriginRequests { get; set; } = 1_024;

    /// <summary>
    /// The memory for finished answers, in bytes, 0 to 1 GiB; the oldest answers go first.
    /// </summary>
    [Range(0, 1 << 30)]
    public int MaxCacheBytes { get; set; } = 64 << 20;

    /// <summary>
    /// The longest time that an answer is kept, whatever the encoder allows, in seconds, 0 to 3600:
    /// a live window is not longer.
    /// </summary>
    [Range(0, 3_600)]
    public int MaxCacheSeconds { get; set; } = 60;
}
