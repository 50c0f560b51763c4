using System.ComponentModel.DataAnnotations;

namespace CamStream.Gateway.Coalescing;

/// <summary>How much is held for viewers, and for how long.</summary>
internal sealed class CoalescingOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// Different requests to encoders at a time, 1 to 100 000; one more is refused with 503.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxOriginRequests { get; set; } = 1_024;

    /// <summary>
    /// The largest answer taken from an encoder, in bytes, 64 KiB to 256 MiB; a larger one is
    /// refused with 502.
    /// </summary>
    [Range(64 << 10, 256 << 20)]
    public int MaxAnswerBytes { get; set; } = 16 << 20;

    /// <summary>
    /// All answers while they arrive, in bytes, 64 KiB to 1 GiB; over it they are refused with 503.
    /// </summary>
    [Range(64 << 10, 1 << 30)]
    public int MaxArrivingBytes { get; set; } = 128 << 20;

    /// <summary>
    /// Finished answers kept for the next viewer, in bytes, 0 to 1 GiB; the oldest go first.
    /// </summary>
    [Range(0, 1 << 30)]
    public int MaxCacheBytes { get; set; } = 64 << 20;

    /// <summary>
    /// The longest an answer is kept, whatever the encoder allows, in seconds, 0 to 3600: a live
    /// window is not longer.
    /// </summary>
    [Range(0, 3_600)]
    public int MaxCacheSeconds { get; set; } = 60;

    /// <summary>
    /// How long a playlist request waits for another encoder to take a camera over, in
    /// milliseconds, 0 to 60 000: three target durations.
    /// </summary>
    [Range(0, 60_000)]
    public int HoldMilliseconds { get; set; } = 6_000;

    /// <summary>
    /// How long ago a camera may have been served for a takeover to be likely, in milliseconds, 0
    /// to 600 000.
    /// </summary>
    [Range(0, 600_000)]
    public int TakeoverMilliseconds { get; set; } = 10_000;

    /// <summary>
    /// The pause between rounds of asking every encoder during a takeover, in milliseconds, 10 to
    /// 5000.
    /// </summary>
    [Range(10, 5_000)]
    public int HoldRetryMilliseconds { get; set; } = 200;

    /// <summary>
    /// How often each encoder is asked whether it is alive, and how long it may take to say so, in
    /// milliseconds, 100 to 60 000: after two silences it is asked last.
    /// </summary>
    [Range(100, 60_000)]
    public int ProbeMilliseconds { get; set; } = 500;
}
