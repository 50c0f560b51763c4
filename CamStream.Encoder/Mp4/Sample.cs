namespace CamStream.Encoder.Mp4;

/// <summary>One picture of a fragment.</summary>
/// <param name="AccessUnit">Length-prefixed NAL units.</param>
/// <param name="Duration90k">Until the next sample, in ticks of 90 kHz.</param>
/// <param name="Keyframe">Whether decoding can start here.</param>
internal readonly record struct Sample(ReadOnlyMemory<byte> AccessUnit, uint Duration90k, bool Keyframe);
