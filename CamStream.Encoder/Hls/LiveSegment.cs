using System.Buffers;
using System.Collections.Immutable;
using CamStream.Encoder.Mp4;

namespace CamStream.Encoder.Hls;

/// <summary>
/// One slot of the playlist: a whole segment, a growing one, or a gap. Immutable.
/// </summary>
/// <param name="Msn">The media sequence number.</param>
/// <param name="Init">
/// The init section that it needs. A slot without media has the one of the media before it.
/// </param>
/// <param name="Discontinuity">
/// Whether the encoding changes between the media before and this one (RFC 8216bis §4.4.4.3).
/// </param>
/// <param name="Parts">Its parts so far, by index; null where a part is missing.</param>
/// <param name="IsClosed">Whether no part is added any more.</param>
internal sealed record LiveSegment(
    long Msn,
    InitSection Init,
    bool Discontinuity,
    ImmutableArray<MediaPart?> Parts,
    bool IsClosed
)
{
    /// <summary>
    /// The bytes of all parts in order, without a copy; empty unless <see cref="IsWhole"/>.
    /// </summary>
    public ReadOnlySequence<byte> Data { get; private init; }

    /// <summary>Whether no part is missing.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>
    /// Whether it is listed as EXT-X-GAP: it is closed, and a part is missing.
    /// </summary>
    public bool IsGap => IsClosed && !IsWhole;

    /// <summary>A slot without media.</summary>
    public static LiveSegment Gap(long msn, InitSection init) =>
        new(msn, init, Discontinuity: false, [], IsClosed: true);

    /// <summary>A segment without a part yet.</summary>
    public static LiveSegment Open(long msn, InitSection init, bool discontinuity) =>
        new(msn, init, discontinuity, [], IsClosed: false);

    /// <summary>The part at an index; null if it is missing.</summary>
    public MediaPart? Part(int index) => (uint)index < (uint)Parts.Length ? Parts[index] : null;

    /// <summary>The same with one more part. The parts skipped before it are missing.</summary>
    public LiveSegment With(MediaPart part, int partsPerSegment)
    {
        var grown = this with { Parts = Pad(part.Index).Add(part) };
        return grown.Parts.Length == partsPerSegment ? grown.Close(partsPerSegment) : grown;
    }

    /// <summary>The same, closed.</summary>
    public LiveSegment Close(int partsPerSegment)
    {
        var parts = Pad(partsPerSegment);
        var whole = !parts.Contains(null);
        return this with
        {
            Parts = parts,
            IsClosed = true,
            IsWhole = whole,
            Data = whole ? PartSequence.Join(parts!) : default,
        };
    }

    private ImmutableArray<MediaPart?> Pad(int length) =>
        Parts.AddRange(Enumerable.Repeat<MediaPart?>(null, length - Parts.Length));
}
