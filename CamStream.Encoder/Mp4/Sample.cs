using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Mp4;

/// <summary>One picture of a fragment.</summary>
/// <param name="AccessUnit">Length-prefixed NAL units (ISO/IEC 14496-15 §5.3.2).</param>
/// <param name="Duration">Until the next sample starts.</param>
/// <param name="Keyframe">Whether decoding can start here.</param>
internal readonly record struct Sample(ReadOnlyMemory<byte> AccessUnit, MediaTime Duration, bool Keyframe);
