using System.ComponentModel.DataAnnotations;

namespace CamStream.Gateway.Encoders;

/// <summary>
/// How encoders are asked for viewers, and how many of their answers are held, for how long.
/// </summary>
internal sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>
    /// How many different requests to encoders may be under way, 1 to 100 000; more are refused
    /// with 503.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxOriginRequests { get; set; } = 1_024;

    /// <summary>
    /// The largest answer of an encoder, in bytes, 64 KiB to 256 MiB; a larger one is refused with
    /// 502.
    /// </summary>
    [Range(64 << 10, 256 << 20)]
    public int MaxAnswerBytes { get; set; } = 16 << 20;

    /// <summary>
    /// The memory for all answers that are arriving, in bytes, 64 KiB to 1 GiB; when it is
    /// exhausted, answers are refused with 503.
    /// </summary>
    [Range(64 << 10, 1 << 30)]
    public int MaxArrivingBytes { get; set; } = 128 << 20;

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

    /// <summary>
    /// How long a playlist request is held while another encoder takes a camera over, in
    /// milliseconds, 0 to 60 000. The default is three target durations.
    /// </summary>
    [Range(0, 60_000)]
    public int HoldMilliseconds { get; set; } = 6_000;

    /// <summary>
    /// A takeover is expected of a camera that was served this short a time ago, in milliseconds, 0
    /// to 600 000.
    /// </summary>
    [Range(0, 600_000)]
    public int TakeoverMilliseconds { get; set; } = 10_000;

    /// <summary>
    /// The pause before a held request asks all encoders again, in milliseconds, 10 to 5000.
    /// </summary>
    [Range(10, 5_000)]
    public int HoldRetryMilliseconds { get; set; } = 200;

    /// <summary>
    /// The interval and the timeout of the probe of each encoder, in milliseconds, 100 to 60 000.
    /// After two failed probes in a row an encoder is asked last.
    /// </summary>
    [Range(100, 60_000)]
    public int ProbeMilliseconds { get; set; } = 500;
}
