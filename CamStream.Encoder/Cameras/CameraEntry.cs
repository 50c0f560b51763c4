using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;
using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Encoder.Cameras;

/// <summary>
/// A camera of this encoder: its pipeline and its feeds. It starts with one open feed. The next
/// frame replaces a pipeline that failed. The entry ends when the registry removes it; frames that
/// a feed still brings are dropped then. Thread-safe: its lock is always taken after the
/// registry's.
/// </summary>
internal sealed class CameraEntry(
    CameraId id,
    bool standby,
    PipelineLifetimes pipelines,
    FeedLedgers ledgers,
    FrameOutcomes outcomes
)
{
    private readonly Lock _lock = new();
    private volatile CameraPipeline _pipeline = pipelines.Start(id, standby);
    private readonly FeedLedger _ledger = ledgers.Open(id);
    private int _feeds = 1;
    private bool _hasEnded;
    private ITimer? _linger; // runs while no feed is open
    private DateTimeOffset _wantedUntil = DateTimeOffset.MinValue; // after a release, by viewers

    /// <summary>The camera.</summary>
    public CameraId Id => id;

    /// <summary>Its pipeline; another one after it failed.</summary>
    public CameraPipeline Pipeline => _pipeline;

    /// <summary>How many feeds are open.</summary>
    public int Feeds
    {
        get
        {
            lock (_lock)
                return _feeds;
        }
    }

    /// <summary>Whether a feed is open, or viewers still want what was released.</summary>
    public bool IsNeeded(DateTimeOffset now)
    {
        lock (_lock)
            return _feeds > 0 || _wantedUntil > now;
    }

    /// <summary>Takes over a frame that was checked.</summary>
    public void Add(Frame frame)
    {
        lock (_lock)
        {
            if (!_hasEnded)
            {
                if (_pipeline.HasEnded)
                    Restart(standby: _pipeline.Live.Current.Tenure == Tenure.Standby);
                _pipeline.Add(frame);
                return;
            }
        }
        outcomes.Drop(frame, DropReason.EncoderStopped);
    }

    /// <summary>Takes the number of a part, whether it holds a frame or not.</summary>
    public void Take(FeedPlace place)
    {
        lock (_lock)
            outcomes.Lost(id, _ledger.Take(place, alone: _feeds <= 1));
    }

    /// <summary>
    /// Counts what the writer wrote last to a feed that broke, and never arrived; false while a
    /// feed is open.
    /// </summary>
    public bool TrySettle(FeedPlace last)
    {
        lock (_lock)
        {
            if (_feeds > 0)
                return false;
            outcomes.Lost(id, _ledger.Settle(last));
            return true;
        }
    }

    /// <summary>Opens one more feed.</summary>
    /// <param name="standby">Whether another encoder has the camera.</param>
    public void OpenFeed(bool standby)
    {
        lock (_lock)
        {
            var tenure = _pipeline.Live.Current.Tenure;
            if (tenure.IsReleased || (standby && _feeds == 0))
            {
                // It comes back, or moves to this encoder: the old stream does not continue.
                Restart(standby);
                _wantedUntil = DateTimeOffset.MinValue;
            }
            else if (!standby && tenure.From > 0)
            {
                _pipeline.Live.TakeOver(0);
            }
            _feeds++;
            ledgers.Keep(id, _ledger);
            _linger?.Dispose();
            _linger = null;
        }
    }

    /// <summary>Closes a feed.</summary>
    /// <param name="linger">How long the camera is kept after its last feed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="over">Called when that time is over and no feed has come.</param>
    public void CloseFeed(TimeSpan linger, TimeProvider time, Action<CameraEntry> over)
    {
        lock (_lock)
        {
            if (_hasEnded)
                return;
            if (--_feeds <= 1)
                outcomes.Lost(id, _ledger.Settle());
            if (_feeds > 0)
                return;
            ledgers.Keep(id, _ledger);
            var wanted = _wantedUntil - time.GetUtcNow();
            _linger = time.CreateTimer(
                _ => over(this),
                null,
                linger > wanted ? linger : wanted,
                Timeout.InfiniteTimeSpan
            );
        }
    }

    /// <summary>Answers for the segments from <paramref name="msn"/> on.</summary>
    public void TakeOver(long msn)
    {
        lock (_lock)
            _pipeline.Live.TakeOver(msn);
    }

    /// <summary>
    /// Leaves to another encoder the segments from the one on that starts <paramref name="lead"/>
    /// from now or later. The old ones are kept until viewers have read them.
    /// </summary>
    public ReleasedCamera Release(TimeSpan lead)
    {
        lock (_lock)
        {
            var msn = _pipeline.Live.Release(lead);
            var grid = _pipeline.Live.Current.Grid;
            var released = new ReleasedCamera(msn, grid.StartOf(msn).ToUtc());
            _wantedUntil = released.Starts + 2 * grid.SegmentDuration.ToTimeSpan() + lead;
            return released;
        }
    }

    /// <summary>Ends the camera, unless a feed is open.</summary>
    public bool TryEnd()
    {
        lock (_lock)
        {
            if (_feeds > 0)
                return false;
            End();
            return true;
        }
    }

    /// <summary>Ends the camera.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_hasEnded)
                return;
            _hasEnded = true;
            _linger?.Dispose();
            pipelines.End(_pipeline);
        }
    }

    private void Restart(bool standby)
    {
        pipelines.End(_pipeline);
        _pipeline = pipelines.Start(id, standby);
    }
}
