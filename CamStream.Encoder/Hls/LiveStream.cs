using System.Collections.Immutable;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The live stream of one camera. One writer (the pipeline) begins sessions and adds parts; any
/// number of readers take <see cref="Current"/> or wait for a newer one. A slow reader holds nobody
/// up: it keeps the window it has.
/// </summary>
internal sealed class LiveStream(MediaGrid grid, HlsOptions options, TimeProvider time)
{
    /// <summary>
    /// Slots listed as gaps before a session's first segment: with them the shortest playlist is
    /// three target durations long (RFC 8216bis §6.2.2), and a player's older playlist overlaps the
    /// new one after a short break.
    /// </summary>
    public const int LeadingGaps = 3;

    private readonly Lock _writing = new();
    private LiveWindow _current = new() { Grid = grid };
    private InitSection? _lastMedia; // of the newest segment with media, listed or not
    private int _waiting;
    private double _framesPerSecond;

    /// <summary>The newest window.</summary>
    public LiveWindow Current => Volatile.Read(ref _current);

    /// <summary>Requests that wait at this moment.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>The pipeline's estimate of the frame rate; 0 while unknown.</summary>
    public double FramesPerSecond
    {
        get => Volatile.Read(ref _framesPerSecond);
        set => Volatile.Write(ref _framesPerSecond, value);
    }

    /// <summary>
    /// Starts a session: the parts that follow need <paramref name="init"/>. If it differs from
    /// that of the media before, a discontinuity is listed before their first segment, which must
    /// then be in a slot that has no part yet.
    /// </summary>
    public void Begin(InitSection init)
    {
        lock (_writing)
        {
            if (Current.HasEnded)
                return;
            Publish(Current.Segments, Current.Removed, Current.DiscontinuitySequence, init, Current.DateRanges);
        }
    }

    /// <summary>
    /// Lists a part, and with it what is to be said of dates. What lies between it and the part
    /// before has no media: gaps.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="ranges">
    /// Ranges that are new, or listed without a duration and now known whole.
    /// </param>
    /// <returns>
    /// True for a part that another encoder answers for, which is not listed here. False, and
    /// nothing is listed, when it cannot be: it is not newer than what is listed; or it does not
    /// follow directly on a part of its segment and has no keyframe at its start; or its segment
    /// has parts that need another init section; or the stream has ended.
    /// </returns>
    /// <exception cref="InvalidOperationException">No session was begun.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The index lies outside a segment, or the number is not of this era.
    /// </exception>
    public bool Add(MediaPart part, params ReadOnlySpan<DateRange> ranges)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part.Index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part.Index, grid.PartsPerSegment);
        ArgumentOutOfRangeException.ThrowIfLessThan(part.Msn, LeadingGaps);
        lock (_writing)
        {
            var window = Current;
            if (window.HasEnded)
                return false;
            var init = window.Init ?? throw new InvalidOperationException("Begin comes before the first part.");
            if (new PartPosition(part.Msn, part.Index) < window.Next)
                return false;
            if (part.Msn >= window.Tenure.Until)
            {
                if (!window.HasLeft)
                    Replace(With(window, window.Tenure, hasLeft: true));
                return true;
            }

            var open = window.Segments is [.., { IsClosed: false } last] ? last : null;
            if (open is not null && open.Msn == part.Msn)
            {
                if (open.Init.Hash != init.Hash || !part.Independent && part.Index != open.Parts.Length)
                    return false;
                List(window, window.Segments, open.With(part, grid.PartsPerSegment), ranges);
                return true;
            }

            // §4.4.2.1 EXT-X-INDEPENDENT-SEGMENTS: "all media samples in a Media Segment can be
            // decoded without information from other segments".
            if (!part.Independent)
                return false;
            var discontinuity = _lastMedia is not null && _lastMedia.Hash != init.Hash;
            var listed = open is null
                ? window.Segments
                : window.Segments.Replace(open, open.Close(grid.PartsPerSegment));
            List(
                window,
                listed,
                LiveSegment.Open(part.Msn, init, discontinuity).With(part, grid.PartsPerSegment),
                ranges
            );
            _lastMedia = init;
            return true;
        }
    }

    /// <summary>
    /// Answers for nothing until <see cref="TakeOver"/>: another encoder has the camera.
    /// </summary>
    public void StandBy()
    {
        lock (_writing)
            Replace(With(Current, Tenure.Standby, Current.HasLeft));
    }

    /// <summary>
    /// Answers for the segments from <paramref name="msn"/> on; until now it was on standby, or
    /// another encoder answered for older ones.
    /// </summary>
    public void TakeOver(long msn)
    {
        lock (_writing)
            Replace(With(Current, new Tenure(msn, Current.Tenure.Until), Current.HasLeft));
    }

    /// <summary>
    /// Leaves the segments to another encoder from the one on that starts <paramref name="lead"/>
    /// from now or later; the first call counts.
    /// </summary>
    /// <returns>The number of that segment.</returns>
    public long Release(TimeSpan lead)
    {
        lock (_writing)
        {
            var window = Current;
            if (!window.Tenure.IsReleased)
            {
                var until =
                    Math.Max(
                        grid.MsnAt(MediaGrid.ToTicks(time.GetUtcNow() + lead)),
                        window.Next.Part > 0 ? window.Next.Msn : window.LastClosedMsn
                    ) + 1;
                Replace(window = With(window, window.Tenure with { Until = until }, hasLeft: false));
            }
            return window.Tenure.Until;
        }
    }

    /// <summary>Gives the stream up: who waits is woken, and requests find it ended.</summary>
    public void End()
    {
        lock (_writing)
            Replace(
                new LiveWindow
                {
                    Grid = grid,
                    Tenure = Current.Tenure,
                    HasEnded = true,
                }
            );
    }

    /// <summary>
    /// The newest window as soon as it satisfies <paramref name="until"/> or the stream has ended;
    /// null when that takes longer than
    /// <paramref name="limit"/>, or when too many wait already.
    /// </summary>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public ValueTask<LiveWindow?> WaitAsync(
        Func<LiveWindow, bool> until,
        TimeSpan limit,
        CancellationToken cancellation
    )
    {
        var window = Current;
        return window.HasEnded || until(window)
            ? ValueTask.FromResult<LiveWindow?>(window)
            : WaitCoreAsync(until, limit, cancellation);
    }

    private async ValueTask<LiveWindow?> WaitCoreAsync(
        Func<LiveWindow, bool> until,
        TimeSpan limit,
        CancellationToken cancellation
    )
    {
        var start = time.GetTimestamp();
        try
        {
            if (Interlocked.Increment(ref _waiting) > options.MaxWaiting)
                return null;
            while (true)
            {
                var window = Current;
                if (window.HasEnded || until(window))
                    return window;
                var left = limit - time.GetElapsedTime(start);
                if (left <= TimeSpan.Zero)
                    return null;
                // Waiting on the window that was just judged: its successor completes the task, so
                // no wake-up is lost, and a wait that ends by time or cancellation takes its
                // continuation off the task again.
                await window
                    .Replaced.WaitAsync(left, time, cancellation)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>
    /// Makes <paramref name="newest"/> the last segment of the list; it is new or takes the place
    /// of its shorter self.
    /// </summary>
    private void List(
        LiveWindow window,
        ImmutableArray<LiveSegment> listed,
        LiveSegment newest,
        ReadOnlySpan<DateRange> ranges
    )
    {
        var segments = Before(newest, listed).Add(newest);
        // §6.2.2: segments go in the order that they appear, and at least three target durations
        // stay.
        var closed = newest.IsClosed ? segments.Length : segments.Length - 1;
        segments = segments[Math.Max(0, closed - options.WindowSegments)..];

        var discontinuities = window.DiscontinuitySequence;
        var removed = window.Removed.ToBuilder();
        foreach (var segment in listed)
        {
            if (segment.Msn >= segments[0].Msn)
                break;
            // §6.2.2: "If the server removes an EXT-X-DISCONTINUITY tag from the Media Playlist, it
            // MUST increment the value of the EXT-X-DISCONTINUITY-SEQUENCE tag".
            if (segment.Discontinuity)
                discontinuities++;
            removed.Add(segment);
        }
        removed.RemoveAll(segment => segment.Msn < segments[0].Msn - options.WindowSegments);
        Publish(
            segments,
            removed.ToImmutable(),
            discontinuities,
            window.Init,
            Listed(window.DateRanges, ranges, grid.StartOf(segments[0].Msn))
        );
    }

    /// <summary>
    /// The ranges with the new ones, without those that lie wholly before what is listed.
    /// </summary>
    private static ImmutableArray<DateRange> Listed(
        ImmutableArray<DateRange> listed,
        ReadOnlySpan<DateRange> @new,
        long from
    )
    {
        foreach (var range in @new)
        {
            var known = listed.FirstOrDefault(r => r.Id == range.Id);
            if (known is null)
                listed = listed.Add(range);
            else if (known == range with { Duration = null })
                listed = listed.Replace(known, range);
        }
        return listed.RemoveAll(range => range.End < from);
    }

    /// <summary>What precedes <paramref name="newest"/>, the empty slots filled in.</summary>
    private ImmutableArray<LiveSegment> Before(LiveSegment newest, ImmutableArray<LiveSegment> listed)
    {
        if (listed is [.. var before, var same] && same.Msn == newest.Msn)
            return before;
        // After a break as long as the window none of the list could stay: it starts anew, like
        // that of a first session.
        var last = listed is [.., var l] ? l : null;
        var renewed = last is null || newest.Msn - last.Msn > options.WindowSegments;
        var gapsFrom = renewed ? newest.Msn - LeadingGaps : last!.Msn + 1;
        var init = last?.Init ?? newest.Init;
        var gaps = Enumerable.Range(0, (int)(newest.Msn - gapsFrom)).Select(i => LiveSegment.Gap(gapsFrom + i, init));
        return [.. renewed ? [] : listed, .. gaps];
    }

    private void Publish(
        ImmutableArray<LiveSegment> segments,
        ImmutableArray<LiveSegment> removed,
        long discontinuitySequence,
        InitSection? init,
        ImmutableArray<DateRange> ranges
    ) =>
        Replace(
            new LiveWindow
            {
                Tenure = Current.Tenure,
                HasLeft = Current.HasLeft,
                Grid = grid,
                Segments = segments,
                Removed = removed,
                DiscontinuitySequence = discontinuitySequence,
                Init = init,
                DateRanges = ranges,
            }
        );

    private static LiveWindow With(LiveWindow window, Tenure tenure, bool hasLeft) =>
        new()
        {
            Tenure = tenure,
            HasLeft = hasLeft,
            HasEnded = window.HasEnded,
            Grid = window.Grid,
            Segments = window.Segments,
            Removed = window.Removed,
            DiscontinuitySequence = window.DiscontinuitySequence,
            Init = window.Init,
            DateRanges = window.DateRanges,
        };

    private void Replace(LiveWindow window)
    {
        var old = Interlocked.Exchange(ref _current, window);
        old.WakeWaiters();
    }
}
