using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Timeline;

/// <summary>
/// How the stream is cut into segments and parts: the same for all cameras, on all encoders.
/// </summary>
internal sealed class TimelineOptions : IValidatableObject
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Timeline";

    /// <summary>
    /// The length of a segment, in milliseconds, 1,000 to 10,000. Whole seconds only, so that
    /// EXT-X-TARGETDURATION is exact.
    /// </summary>
    [Range(1_000, 10_000)]
    public int SegmentMilliseconds { get; set; } = 2_000;

    /// <summary>
    /// Parts in a segment, 4 to 40. 15 make parts of 133 ms: two pictures at 15 frames per second.
    /// </summary>
    [Range(4, 40)]
    public int PartsPerSegment { get; set; } = 15;

    /// <summary>
    /// How long the last picture is repeated when no frame comes, in milliseconds, 1,000 to 60,000.
    /// After that the camera counts as offline, and the playlist stops growing.
    /// </summary>
    [Range(1_000, 60_000)]
    public int RepeatMilliseconds { get; set; } = 10_000;

    /// <summary><see cref="RepeatMilliseconds"/> as a length.</summary>
    public TimeSpan Repeat => TimeSpan.FromMilliseconds(RepeatMilliseconds);

    /// <summary>The grid that these options define.</summary>
    public MediaGrid Grid => new(MediaTime.FromMilliseconds(SegmentMilliseconds), PartsPerSegment);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MediaTime.FromMilliseconds(SegmentMilliseconds).Ticks % PartsPerSegment != 0)
        {
            yield return new ValidationResult(
                $"It must divide the {SegmentMilliseconds} ms of a segment into whole ticks of 90 kHz.",
                [nameof(PartsPerSegment)]
            );
        }
        if (SegmentMilliseconds % 1_000 != 0)
        {
            yield return new ValidationResult(
                "It must be whole seconds: a multiple of 1000.",
                [nameof(SegmentMilliseconds)]
            );
        }
    }
}
