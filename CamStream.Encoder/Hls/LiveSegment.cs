using System.Buffers;
using System.Collections.Immutable;
using CamStream.Encoder.Mp4;

namespace CamStream.Encoder.Hls;

/// <summary>
/// One slot of the timeline as it is listed: whole, still growing, or a gap. Immutable.
/// </summary>
/// <param name="Msn">The media sequence number.</param>
/// <param name="Init">
/// The init section it needs; of a slot with no media, the one of the media before it.
/// </param>
/// <param name="Discontinuity">
/// Whether the encoding changes between the media before and this one (RFC 8216bis §4.4.4.3).
/// </param>
/// <param name="Parts">Its parts so far by index; null where there is no media for one.</param>
/// <param name="IsClosed">Whether nothing more is added to it.</param>
internal sealed record LiveSegment(
    long Msn,
    InitSection Init,
    bool Discontinuity,
    ImmutableArray<MediaPart?> Parts,
    bool IsClosed
)
{
    /// <summary>
    /// Every byte, part behind part, without a copy; empty unless <see cref="IsWhole"/>.
    /// </summary>
    public ReadOnlySequence<byte> Data { get; private init; }

    /// <summary>Whether every part of it is there.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>
    /// Whether it is listed as EXT-X-GAP: closed, and not every part of it is there.
    /// </summary>
    public bool IsGap => IsClosed && !IsWhole;

    /// <summary>A slot with no media.</summary>
    public static LiveSegment Gap(long msn, InitSection init) =>
        new(msn, init, Discontinuity: false, [], IsClosed: true);

    /// <summary>A segment with nothing in it yet.</summary>
    public static LiveSegment Open(long msn, InitSection init, bool discontinuity) =>
        new(msn, init, discontinuity, [], IsClosed: false);

    /// <summary>The part at an index, when it has media.</summary>
    public MediaPart? Part(int index) => (uint)index < (uint)Parts.Length ? Parts[index] : null;

    /// <summary>With one part more; parts left out before it have no media.</summary>
    public LiveSegment With(MediaPart part, int partsPerSegment)
    {
        var grown = this with { Parts = Pad(part.Index).Add(part) };
        return grown.Parts.Length == partsPerSegment ? grown.Close(partsPerSegment) : grown;
    }

    /// <summary>With nothing more to come; what is missing has no media.</summary>
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
