using System.ComponentModel.DataAnnotations;

namespace CamStream.Ingest.Forwarding;

/// <summary>The streams of frames to the encoders: section <c>Forwarding</c>.</summary>
internal sealed class ForwardingOptions
{
    public const string Section = "Forwarding";

    /// <summary>
    /// Frames of a camera that wait for an encoder, 1 to 64. One more pushes the oldest out.
    /// </summary>
    [Range(1, 64)]
    public int QueueCapacity { get; set; } = 8;

    /// <summary>
    /// Milliseconds that an encoder may take to accept a frame, to acknowledge what was sent, or to
    /// answer the end of a stream, 100 to 30000. Then the next encoder is tried.
    /// </summary>
    [Range(100, 30_000)]
    public int WriteTimeoutMilliseconds { get; set; } = 2_000;

    /// <summary>Milliseconds to connect to an encoder, 100 to 30000.</summary>
    [Range(100, 30_000)]
    public int ConnectTimeoutMilliseconds { get; set; } = 1_000;

    /// <summary>
    /// Milliseconds for which an encoder that failed is not tried again, 100 to 60000.
    /// </summary>
    [Range(100, 60_000)]
    public int RestMilliseconds { get; set; } = 1_000;

    /// <summary>Milliseconds between two probes of an encoder, 50 to 10000.</summary>
    [Range(50, 10_000)]
    public int ProbeMilliseconds { get; set; } = 250;

    /// <summary>
    /// Milliseconds that an encoder may take to answer a probe before it counts as lost, 100 to
    /// 30000. Together with the time between two probes this is to be less than two seconds.
    /// </summary>
    [Range(100, 30_000)]
    public int ProbeTimeoutMilliseconds { get; set; } = 1_500;

    /// <summary>
    /// Milliseconds for another encoder to get ready for a camera, 1000 to 60000: two segments, and
    /// the start of ffmpeg. Then it takes the camera over with what it has.
    /// </summary>
    [Range(1_000, 60_000)]
    public int HandoverMilliseconds { get; set; } = 8_000;

    /// <summary>
    /// Seconds without a frame after which a camera's stream is ended, 1 to 600. This is to be
    /// longer than the encoder repeats the last picture.
    /// </summary>
    [Range(1, 600)]
    public int IdleSeconds { get; set; } = 15;

    /// <summary><see cref="WriteTimeoutMilliseconds"/>.</summary>
    public TimeSpan WriteTimeout => TimeSpan.FromMilliseconds(WriteTimeoutMilliseconds);

    /// <summary><see cref="HandoverMilliseconds"/>.</summary>
    public TimeSpan HandoverTime => TimeSpan.FromMilliseconds(HandoverMilliseconds);
}
