using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Pipeline;

/// <summary>A picture of the open part.</summary>
/// <param name="Picture">The picture. The part owns it.</param>
/// <param name="Time">When it is shown.</param>
/// <param name="Captured">
/// When its frame was captured, by our clock; null for a repeat, which delivers no frame.
/// </param>
/// <param name="Arrived">When the frame arrived.</param>
/// <param name="Encoded">When the picture came out.</param>
/// <param name="Sampled">The frame, if it is sampled.</param>
/// <param name="IsCopy">Whether the frame is a copy, which another encoder counts.</param>
internal readonly record struct PartPicture(
    EncodedPicture Picture,
    MediaTime Time,
    DateTimeOffset? Captured = null,
    DateTimeOffset Arrived = default,
    DateTimeOffset Encoded = default,
    SampledFrame? Sampled = null,
    bool IsCopy = false
)
{
    /// <summary>
    /// When the frame was captured; null if no frame is counted with this picture.
    /// </summary>
    public DateTimeOffset? Accountable => IsCopy ? null : Captured;
}
