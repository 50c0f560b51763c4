using System.Collections.Immutable;

namespace CamStream.Encoder.Hls;

/// <summary>
/// A finished part of a segment: one <c>moof</c> and its <c>mdat</c>. A segment is its parts in
/// order.
/// </summary>
/// <param name="Msn">The media sequence number of its segment.</param>
/// <param name="Index">Its index in the segment, from 0.</param>
/// <param name="Independent">Whether it starts with a keyframe.</param>
/// <param name="Data">The bytes; they never change.</param>
internal sealed record MediaPart(long Msn, int Index, bool Independent, ReadOnlyMemory<byte> Data)
{
    /// <summary>
    /// The headers that are sent with it. A segment is sent with the last header of its newest part
    /// that has one.
    /// </summary>
    public ImmutableArray<PartHeader> Headers { get; init; } = [];
}
