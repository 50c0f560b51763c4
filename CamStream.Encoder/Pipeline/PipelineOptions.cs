using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Pipeline;

/// <summary>How frames wait for the encoder, and how long it is waited for.</summary>
internal sealed class PipelineOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Pipeline";

    /// <summary>
    /// The most frames of a camera that wait to be encoded, 1 to 64; the oldest goes. Half a second
    /// at 15 frames a second.
    /// </summary>
    [Range(1, 64)]
    public int QueueCapacity { get; set; } = 8;

    /// <summary>
    /// After so many milliseconds without a picture for a JPEG it counts as undecodable, 50 to
    /// 10,000.
    /// </summary>
    [Range(50, 10_000)]
    public int UndecodableAfterMilliseconds { get; set; } = 300;

    /// <summary>
    /// The same for the first JPEG of an encoder, which has to start; and after so many
    /// milliseconds without any picture the encoder is restarted.
    /// </summary>
    [Range(500, 60_000)]
    public int HungAfterMilliseconds { get; set; } = 5_000;
}
