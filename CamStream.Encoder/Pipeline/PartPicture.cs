using System.Diagnostics;
using CamStream.Encoder.FFmpeg;

namespace CamStream.Encoder.Pipeline;

/// <summary>A picture of the open part.</summary>
/// <param name="Picture">Belongs to the part.</param>
/// <param name="Time">When it is shown, in ticks of 90 kHz since the Unix epoch.</param>
/// <param name="Captured">When the frame it shows was captured, by our clock; null for a repeat, which is no delivery.</param>
/// <param name="Encoded">The span of its encoding, of a sampled frame.</param>
internal readonly record struct PartPicture(EncodedPicture Picture, long Time, DateTimeOffset? Captured = null, ActivityContext Encoded = default);
