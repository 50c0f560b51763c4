using System.Buffers;

namespace CamStream.Encoder.Flv;

/// <summary>An H.264 tag.</summary>
/// <param name="Kind">What <paramref name="Data"/> is.</param>
/// <param name="Milliseconds">
/// Presentation time in milliseconds. It continues where the 31 bits of the file wrap.
/// </param>
/// <param name="Keyframe">Whether decoding can start here.</param>
/// <param name="Data">A slice of the input, valid as long as the input is.</param>
internal readonly record struct FlvTag(FlvTagKind Kind, long Milliseconds, bool Keyframe, ReadOnlySequence<byte> Data);
