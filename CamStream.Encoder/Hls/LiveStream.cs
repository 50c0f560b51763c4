using System.Collections.Immutable;
using CamStream.Encoder.Mp4;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Hls;

/// <summary>
/// The live stream of one camera. One writer (the pipeline) begins sessions and adds parts. Any
/// number of readers take <see cref="Current"/> or wait for a newer window. A slow reader delays
/// nobody: it keeps the window it has.
/// </summary>
internal sealed class LiveStream(MediaGrid grid, HlsOptions options, TimeProvider time)
{
    private readonly Lock _writing = new();
    private LiveWindow _current = new() { Grid = grid };
    private InitSection? _lastMedia; // of the newest segment with media, listed or not
    private int _waiting;
    private double _framesPerSecond;

    /// <summary>The newest window.</summary>
    public LiveWindow Current => Volatile.Read(ref _current);

    /// <summary>How many requests wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>The pipeline's estimate of the frame rate; 0 while it is unknown.</summary>
    public double FramesPerSecond
    {
        get => Volatile.Read(ref _framesPerSecond);
        set => Volatile.Write(ref _framesPerSecond, value);
    }

    /// <summary>
    /// Starts a session: the parts that follow need <paramref name="init"/>. If it differs from the
    /// init section of the media before, their first segment gets a discontinuity. That segment
    /// must not have a part yet.
    /// </summary>
    public void Begin(InitSection init)
    {
        lock (_writing)
        {
            if (!Current.HasEnded)
                Replace(Current with { Init = init });
        }
    }

    /// <summary>
    /// Lists a part, and date ranges with it. The slots between it and the part before become gaps.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="ranges">
    /// Ranges that are new, or that are listed without a duration and now have one.
    /// </param>
    /// <returns>
    /// True when the part is listed, or another encoder answers for it. False, and nothing is
    /// listed, when the part is not newer than the list; when it does not directly follow a part of
    /// its segment and does not start with a keyframe; when its segment has parts that need another
    /// init section; and when the stream has ended.
    /// </returns>
    /// <exception cref="InvalidOperationException">No session was begun.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The part's index is not in the segment, or its number is not after the epoch.
    /// </exception>
    public bool Add(MediaPart part, params ReadOnlySpan<DateRange> ranges)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part.Index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part.Index, grid.PartsPerSegment);
        ArgumentOutOfRangeException.ThrowIfLessThan(part.Msn, SegmentList.LeadingGaps);
        lock (_writing)
        {
            var window = Current;
            if (window.HasEnded)
                return false;
            var init = window.Init ?? throw new InvalidOperationException("Call Begin before the first part.");
            if (new PartPosition(part.Msn, part.Index) < window.Next)
                return false;
            if (part.Msn >= window.Tenure.Until)
            {
                if (!window.HasLeft)
                    Replace(window with { HasLeft = true });
                return true;
            }

            var open = window.Segments is [.., { IsClosed: false } last] ? last : null;
            if (open is not null && open.Msn == part.Msn)
            {
                if (open.Init.Hash != init.Hash || !part.Independent && part.Index != open.Parts.Length)
                    return false;
                Append(window.Segments, open.With(part, grid.PartsPerSegment), ranges);
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
            Append(listed, LiveSegment.Open(part.Msn, init, discontinuity).With(part, grid.PartsPerSegment), ranges);
            _lastMedia = init;
            return true;
        }
    }

    /// <summary>
    /// Answers for no segment until <see cref="TakeOver"/>: another encoder has the camera.
    /// </summary>
    public void StandBy()
    {
        lock (_writing)
            Replace(Current with { Tenure = Tenure.Standby });
    }

    /// <summary>
    /// Answers for the segments from <paramref name="msn"/> on. Until now the stream was on
    /// standby, or another encoder answered for older segments.
    /// </summary>
    public void TakeOver(long msn)
    {
        lock (_writing)
            Replace(Current with { Tenure = new Tenure(msn, Current.Tenure.Until) });
    }

    /// <summary>
    /// Leaves to another encoder the segments from the one on that starts <paramref name="lead"/>
    /// from now or later. Only the first call counts.
    /// </summary>
    /// <returns>The number of that segment.</returns>
    public long Release(TimeSpan lead)
    {
        lock (_writing)
        {
            var window = Current;
            if (!window.Tenure.IsReleased)
            {
                var inTime = grid.MsnAt(MediaTime.FromUtc(time.GetUtcNow() + lead));
                var begun = window.Next.Part > 0 ? window.Next.Msn : window.LastClosedMsn;
                var tenure = window.Tenure with { Until = Math.Max(inTime, begun) + 1 };
                Replace(window = window with { Tenure = tenure, HasLeft = false });
            }
            return window.Tenure.Until;
        }
    }

    /// <summary>
    /// Gives the stream up. It wakes all waiters; requests find that it has ended.
    /// </summary>
    public void End()
    {
        lock (_writing)
        {
            Replace(
                new LiveWindow
                {
                    Grid = grid,
                    Tenure = Current.Tenure,
                    HasEnded = true,
                }
            );
        }
    }

    /// <summary>
    /// Waits until the newest window satisfies <paramref name="until"/> or the stream has ended.
    /// </summary>
    /// <returns>
    /// That window; null when it takes longer than <paramref name="limit"/>, or too many requests
    /// wait already (<see cref="HlsOptions.MaxWaiting"/>).
    /// </returns>
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
                // It waits on the window that it has just judged. The next window completes that
                // task, so no wake-up is lost. A wait that times out or is cancelled takes its
                // continuation off the task.
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

    private void Append(ImmutableArray<LiveSegment> listed, LiveSegment newest, ReadOnlySpan<DateRange> ranges) =>
        Replace(SegmentList.Append(Current, listed, newest, ranges, options.WindowSegments));

    private void Replace(LiveWindow window)
    {
        var old = Interlocked.Exchange(ref _current, window);
        old.WakeWaiters();
    }
}
