using System.Collections.Immutable;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The state of a stream at one moment. Immutable, so a reader needs no lock and never sees half of
/// a change (RFC 8216bis §6.2.1). A copy (<c>with</c>) has waiters and playlists of its own.
/// </summary>
internal sealed record LiveWindow
{
    // Completed when a newer window replaces this one, so a waiter that has read this window cannot
    // miss the next. Continuations run on the pool: the pipeline that adds a part never runs the
    // request of a viewer.
    private readonly TaskCompletionSource _replaced;
    private byte[]? _playlist;
    private byte[]? _deltaUpdate;

    /// <summary>A window with nothing in it.</summary>
    public LiveWindow() => _replaced = NewWaiters();

    private LiveWindow(LiveWindow original)
    {
        _replaced = NewWaiters();
        (Grid, Segments, Removed) = (original.Grid, original.Segments, original.Removed);
        (DiscontinuitySequence, DateRanges, Init) = (
            original.DiscontinuitySequence,
            original.DateRanges,
            original.Init
        );
        (HasEnded, Tenure, HasLeft) = (original.HasEnded, original.Tenure, original.HasLeft);
    }

    /// <summary>The grid of the stream.</summary>
    public required MediaGrid Grid { get; init; }

    /// <summary>
    /// The listed segments, with consecutive numbers. Only the last one may still grow. Empty
    /// before the first part.
    /// </summary>
    public ImmutableArray<LiveSegment> Segments { get; init; } = [];

    /// <summary>
    /// Segments that are no longer listed but still available (RFC 8216bis §6.2.2: the Availability
    /// Duration), oldest first.
    /// </summary>
    public ImmutableArray<LiveSegment> Removed { get; init; } = [];

    /// <summary>
    /// EXT-X-DISCONTINUITY-SEQUENCE: how many discontinuities have left the list.
    /// </summary>
    public long DiscontinuitySequence { get; init; }

    /// <summary>The date ranges to list, each id once.</summary>
    public ImmutableArray<DateRange> DateRanges { get; init; } = [];

    /// <summary>
    /// The init section of the session, even before its first part; null before the first session.
    /// </summary>
    public InitSection? Init { get; init; }

    /// <summary>
    /// Whether the encoder gave the camera up: nothing more comes, and nothing is served.
    /// </summary>
    public bool HasEnded { get; init; }

    /// <summary>Which segments this encoder answers for.</summary>
    public Tenure Tenure { get; init; } = Tenure.All;

    /// <summary>
    /// Whether the tenure is over, and the next encoder has something to show.
    /// </summary>
    public bool HasLeft { get; init; }

    /// <summary>
    /// The place of the part that comes next if none is missing: the one that is hinted.
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

    /// <summary>The media playlist in UTF-8, written once for all requests.</summary>
    public ReadOnlyMemory<byte> Playlist => _playlist ??= MediaPlaylistWriter.Write(this);

    /// <summary>
    /// The Playlist Delta Update (RFC 8216bis §6.2.5.1) in UTF-8, written once for all requests.
    /// </summary>
    public ReadOnlyMemory<byte> DeltaUpdate => _deltaUpdate ??= MediaPlaylistWriter.WriteDeltaUpdate(this);

    /// <summary>Completed when this window is no longer the newest.</summary>
    public Task Replaced => _replaced.Task;

    private static TaskCompletionSource NewWaiters() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The first segment of all follows three gaps. The first segment of a takeover follows segments
    // of the other encoder, so it must have a part first.
    private bool HasReachedTenure => Tenure.From == 0 || Next > new PartPosition(Tenure.From, 0);

    /// <summary>The part that it waits for.</summary>
    public override string ToString() => $"before {Next}";

    /// <summary>Wakes all waiters: this window is no longer the newest.</summary>
    public void WakeWaiters() => _replaced.TrySetResult();

    /// <summary>
    /// Whether this encoder answers a request for the playlist, at once or when the playlist has
    /// what the request asks for.
    /// </summary>
    /// <param name="msn">The segment that is asked for; null for the newest playlist.</param>
    public bool Answers(ulong? msn)
    {
        if (HasEnded || HasLeft)
            return false;
        if (msn is not { } wanted)
            return HasReachedTenure;
        return wanted < (ulong)Tenure.Until && (wanted >= (ulong)Tenure.From || HasReachedTenure);
    }

    /// <summary>
    /// Whether a request for a part waits: it is the next part, or the first one of the tenure.
    /// </summary>
    public bool IsAwaited(PartPosition part) =>
        Tenure.Has(part.Msn) && (part == Next || part == new PartPosition(Tenure.From, 0) && part > Next);

    /// <summary>A segment that is listed or still available; null if it is neither.</summary>
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
    /// The init section with this hash, if a segment that is listed or available needs it; else
    /// null.
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
}
