using System.Collections.Immutable;
using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Hls;

/// <summary>
/// A finished part of a segment: one <c>moof</c> and its <c>mdat</c>. A segment is its parts, one
/// behind the other.
/// </summary>
/// <param name="Msn">The media sequence number of its segment.</param>
/// <param name="Index">Its place in the segment, from 0.</param>
/// <param name="Independent">Whether it starts with a keyframe.</param>
/// <param name="Data">The bytes; never changed afterwards.</param>
internal sealed record MediaPart(long Msn, int Index, bool Independent, ReadOnlyMemory<byte> Data)
{
    /// <summary>
    /// The sampled frames in it, each the value of a header <see cref="MediaHeaders.SampledFrame"/>.
    /// </summary>
    public ImmutableArray<string> Frames { get; init; } = [];
}
