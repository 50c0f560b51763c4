using System.ComponentModel.DataAnnotations;

namespace CamStream.Ingest.Feeds;

/// <summary>The streams to the encoders: section <c>Feeds</c>.</summary>
internal sealed class FeedOptions
{
    public const string Section = "Feeds";

    /// <summary>
    /// Frames that wait for an encoder, 1 to 64; a further one pushes the oldest out.
    /// </summary>
    [Range(1, 64)]
    public int QueueCapacity { get; set; } = 8;

    /// <summary>
    /// Milliseconds that an encoder may take to accept a frame, to acknowledge what was sent, or to
    /// answer the end of a stream, before the next encoder is tried; 100 to 30000.
    /// </summary>
    [Range(100, 30_000)]
    public int WriteTimeoutMilliseconds { get; set; } = 2_000;

    /// <summary>Milliseconds for connecting to an encoder, 100 to 30000.</summary>
    [Range(100, 30_000)]
    public int ConnectTimeoutMilliseconds { get; set; } = 1_000;

    /// <summary>
    /// Milliseconds for which an encoder that failed is passed over, 100 to 60000.
    /// </summary>
    [Range(100, 60_000)]
    public int RestMilliseconds { get; set; } = 1_000;

    /// <summary>Milliseconds between two questions to an encoder how it is, 50 to 10000.</summary>
    [Range(50, 10_000)]
    public int ProbeMilliseconds { get; set; } = 250;

    /// <summary>
    /// Milliseconds that an encoder may take to answer before it counts as dead, 100 to 30000; less
    /// than two seconds with the time between.
    /// </summary>
    [Range(100, 30_000)]
    public int ProbeTimeoutMilliseconds { get; set; } = 1_500;

    /// <summary>
    /// Milliseconds for another encoder to get ready for a camera, 1000 to 60000: two segments, and
    /// the start of ffmpeg. Then it goes on as it is.
    /// </summary>
    [Range(1_000, 60_000)]
    public int HandoverMilliseconds { get; set; } = 8_000;

    /// <summary>
    /// Seconds without a frame after which a camera's stream is ended, 1 to 600; longer than the
    /// encoder repeats its last picture.
    /// </summary>
    [Range(1, 600)]
    public int IdleSeconds { get; set; } = 15;
}
