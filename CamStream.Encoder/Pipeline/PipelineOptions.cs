using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Pipeline;

/// <summary>How long frames wait for the encoder, and how long the pipeline does.</summary>
internal sealed class PipelineOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Pipeline";

    /// <summary>
    /// How many frames of a camera wait to be encoded, 1 to 64. When the queue is full, the oldest
    /// frame is dropped. 8 are half a second at 15 frames per second.
    /// </summary>
    [Range(1, 64)]
    public int QueueCapacity { get; set; } = 8;

    /// <summary>
    /// When the encoder gives no picture for a JPEG within this time, in milliseconds, 50 to
    /// 10,000, the JPEG counts as undecodable.
    /// </summary>
    [Range(50, 10_000)]
    public int UndecodableAfterMilliseconds { get; set; } = 300;

    /// <summary>
    /// The same for the first JPEG of an encoder, which has to start, in milliseconds, 500 to
    /// 60,000. When no picture at all comes within this time, the encoder is restarted.
    /// </summary>
    [Range(500, 60_000)]
    public int HungAfterMilliseconds { get; set; } = 5_000;
}
