using System.Collections.Immutable;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// What there is of a stream at one moment. Immutable: a reader needs no lock and sees no half of a
/// change (RFC 8216bis §6.2.1).
/// </summary>
internal sealed class LiveWindow
{
    // Completed when a newer window takes this one's place, so a waiter that has read this window
    // cannot miss the next. Continuations run on the pool: the pipeline that adds a part never runs
    // a viewer's request.
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _playlist;
    private byte[]? _deltaUpdate;

    /// <summary>The grid it lies on.</summary>
    public required MediaGrid Grid { get; init; }

    /// <summary>
    /// The listed segments, one number after the other; only the last one may still grow. Empty
    /// before the first part.
    /// </summary>
    public ImmutableArray<LiveSegment> Segments { get; init; } = [];

    /// <summary>
    /// Segments no longer listed but still fetchable (RFC 8216bis §6.2.2: the Availability
    /// Duration), oldest first.
    /// </summary>
    public ImmutableArray<LiveSegment> Removed { get; init; } = [];

    /// <summary>
    /// EXT-X-DISCONTINUITY-SEQUENCE: how many discontinuities have left the list.
    /// </summary>
    public long DiscontinuitySequence { get; init; }

    /// <summary>What is said of dates that are listed, or to come; of each id once.</summary>
    public ImmutableArray<DateRange> DateRanges { get; init; } = [];

    /// <summary>
    /// The init section of the session, before its first part too; null before the first session.
    /// </summary>
    public InitSection? Init { get; init; }

    /// <summary>
    /// Whether the camera was given up: nothing more comes, and nothing is served.
    /// </summary>
    public bool HasEnded { get; init; }

    /// <summary>Which segments it answers for.</summary>
    public Tenure Tenure { get; init; } = Tenure.All;

    /// <summary>
    /// Whether all that it answers for is over, and the encoder that goes on has something to show.
    /// </summary>
    public bool HasLeft { get; init; }

    /// <summary>
    /// Whether requests for the playlist are answered here: at once, or when it has what they ask
    /// for.
    /// </summary>
    /// <param name="msn">The segment that is asked for; null for whatever there is.</param>
    public bool Answers(ulong? msn)
    {
        if (HasEnded || HasLeft)
            return false;
        if (msn is not { } wanted)
            return HasReachedTenure;
        return wanted < (ulong)Tenure.Until && (wanted >= (ulong)Tenure.From || HasReachedTenure);
    }

    /// <summary>
    /// Whether a part is the next one, or the first that it is going to answer for: a request for
    /// it waits.
    /// </summary>
    public bool IsAwaited(PartPosition part) =>
        Tenure.Has(part.Msn) && (part == Next || part == new PartPosition(Tenure.From, 0) && part > Next);

    /// <summary>
    /// The place of the part that comes next when none is left out: the one that is hinted.
    /// </summary>
    public PartPosition Next =>
        Segments is [.., var last]
            ? last.IsClosed
                ? new(last.Msn + 1, 0)
                : new(last.Msn, last.Parts.Length)
            : default;

    /// <summary>
    /// The newest segment that is closed: "the last Media Segment in the current Playlist".
    /// </summary>
    public long LastClosedMsn => Next.Msn - 1;

    /// <summary>Completed when this window is no longer the newest.</summary>
    public Task Replaced => _replaced.Task;

    /// <summary>A segment that is listed or was until lately; null when there is no such.</summary>
    public LiveSegment? Find(long msn)
    {
        if (Segments is [var first, ..] && Segments[^1] is var last && msn >= first.Msn && msn <= last.Msn)
            return Segments[(int)(msn - first.Msn)];
        foreach (var segment in Removed)
        {
            if (segment.Msn == msn)
                return segment;
        }
        return null;
    }

    /// <summary>
    /// The init section of that name, of any segment that is still fetchable; null when there is no
    /// such.
    /// </summary>
    public InitSection? FindInit(string hash)
    {
        if (Init?.Hash == hash)
            return Init;
        foreach (var segment in Segments)
        {
            if (segment.Init.Hash == hash)
                return segment.Init;
        }
        foreach (var segment in Removed)
        {
            if (segment.Init.Hash == hash)
                return segment.Init;
        }
        return null;
    }

    /// <summary>The media playlist in UTF-8; written once, however many ask for it.</summary>
    public ReadOnlyMemory<byte> Playlist => _playlist ??= MediaPlaylistWriter.Write(this);

    /// <summary>The same as a Playlist Delta Update (RFC 8216bis §6.2.5.1).</summary>
    public ReadOnlyMemory<byte> DeltaUpdate => _deltaUpdate ??= MediaPlaylistWriter.WriteDeltaUpdate(this);

    // There is always something before the first of all segments; not before the first that another
    // encoder left to this one.
    private bool HasReachedTenure => Tenure.From == 0 || Next > new PartPosition(Tenure.From, 0);

    /// <summary>Wakes everyone who waits for a newer window.</summary>
    public void WakeWaiters() => _replaced.TrySetResult();
}
