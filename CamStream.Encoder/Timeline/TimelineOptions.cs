using System.ComponentModel.DataAnnotations;

namespace CamStream.Encoder.Timeline;

/// <summary>How time is cut; the same for every camera and on every encoder.</summary>
internal sealed class TimelineOptions : IValidatableObject
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Timeline";

    /// <summary>
    /// The length of a segment, in milliseconds; 1 to 10 seconds, whole seconds so that
    /// TARGETDURATION is exact.
    /// </summary>
    [Range(1_000, 10_000)]
    public int SegmentMilliseconds { get; set; } = 2_000;

    /// <summary>
    /// Parts in a segment, 4 to 40: 15 make parts of 133 ms, two pictures at 15 frames per second.
    /// </summary>
    [Range(4, 40)]
    public int PartsPerSegment { get; set; } = 15;

    /// <summary>
    /// For how long the last picture is repeated when none comes, in milliseconds; then the camera
    /// counts as offline and the playlist rests.
    /// </summary>
    [Range(1_000, 60_000)]
    public int RepeatMilliseconds { get; set; } = 10_000;

    /// <summary><see cref="RepeatMilliseconds"/>.</summary>
    public TimeSpan Repeat => TimeSpan.FromMilliseconds(RepeatMilliseconds);

    /// <summary>The grid that these make.</summary>
    public MediaGrid Grid => new((long)SegmentMilliseconds * MediaGrid.Timescale90k / 1_000, PartsPerSegment);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((long)SegmentMilliseconds * MediaGrid.Timescale90k / 1_000 % PartsPerSegment != 0)
        {
            yield return new ValidationResult(
                $"It must divide the {SegmentMilliseconds} ms of a segment into whole ticks of 90 kHz.",
                [nameof(PartsPerSegment)]
            );
        }
        if (SegmentMilliseconds % 1_000 != 0)
        {
            yield return new ValidationResult("Whole seconds are wanted.", [nameof(SegmentMilliseconds)]);
        }
    }
}
