using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Telemetry;

namespace CamStream.Encoder.Pipeline;

/// <summary>A picture of the open part.</summary>
/// <param name="Picture">Belongs to the part.</param>
/// <param name="Time">When it is shown, in ticks of 90 kHz since the Unix epoch.</param>
/// <param name="Captured">
/// When the frame it shows was captured, by our clock; null for a repeat, which is no delivery.
/// </param>
/// <param name="Arrived">When the frame arrived.</param>
/// <param name="Encoded">When the picture came out.</param>
/// <param name="Sampled">The frame, when it is sampled.</param>
/// <param name="IsCopy">The frame is a copy, which another encoder accounts for.</param>
internal readonly record struct PartPicture(
    EncodedPicture Picture,
    long Time,
    DateTimeOffset? Captured = null,
    DateTimeOffset Arrived = default,
    DateTimeOffset Encoded = default,
    SampledFrame? Sampled = null,
    bool IsCopy = false
)
{
    /// <summary>
    /// When the frame that is accounted for here was captured; null when there is none.
    /// </summary>
    public DateTimeOffset? Accountable => IsCopy ? null : Captured;
}
