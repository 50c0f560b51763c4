using System.Buffers;

namespace CamStream.Encoder.Flv;

/// <summary>An H.264 tag.</summary>
/// <param name="Kind">What <paramref name="Data"/> is.</param>
/// <param name="Milliseconds">
/// Presentation time; goes on where the 31 bits of the file wrap.
/// </param>
/// <param name="Keyframe">Whether decoding can start here.</param>
/// <param name="Data">A slice of what was read from, valid as long as that is.</param>
internal readonly record struct FlvTag(FlvTagKind Kind, long Milliseconds, bool Keyframe, ReadOnlySequence<byte> Data);
