using CamStream.Frames;
using CamStream.Frames.Clock;

namespace CamStream.Ingest.Cameras;

/// <summary>
/// What is known of one camera. Times come as arguments. Thread-safe: messages, the watch and
/// readers meet here.
/// </summary>
internal sealed class Camera(CameraId id, CameraOptions options, DateTimeOffset created)
{
    private readonly Lock _gate = new();
    private readonly CameraClock _clock = new();
    private readonly BrokerLosses _losses = new();
    private readonly FrameRate _rate = new();
    private CameraState _state;
    private DateTimeOffset _since = created;
    private DateTimeOffset? _arrived;
    private DateTimeOffset? _captured;
    private PictureSize? _picture;
    private CameraStatus? _status;
    private CameraSettings? _settings;
    private string? _encoder;
    private long _received;
    private long _invalid;
    private long _queueDrops;
    private bool _news = true;
    private bool _withdrawn;

    public CameraId Id => id;

    /// <summary>What it was last asked to do.</summary>
    public CameraSettings? Settings
    {
        get
        {
            lock (_gate)
                return _settings;
        }
        set
        {
            lock (_gate)
                (_settings, _news) = (value, true);
        }
    }

    /// <summary>The state as last judged.</summary>
    public CameraState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>The newest status; null until there is one.</summary>
    public CameraStatus? Status
    {
        get
        {
            lock (_gate)
                return _status;
        }
    }

    /// <summary>What is added to its time to get ours; null before its first frame.</summary>
    public TimeSpan? ClockOffset
    {
        get
        {
            lock (_gate)
                return _arrived is null ? null : _clock.Correction;
        }
    }

    /// <summary>Takes a frame's times and place in the sequence.</summary>
    /// <param name="listening">Since when frames come to this Ingest.</param>
    /// <returns>Null when the camera's clock leapt: the frame is to be refused.</returns>
    public AcceptedFrame? Accept(
        in FrameHeader header,
        PictureSize picture,
        DateTimeOffset arrived,
        DateTimeOffset? listening
    )
    {
        lock (_gate)
        {
            var jumps = _clock.Jumps;
            if (!_clock.TryCorrect(header.Captured, arrived, out var captured))
                return null;
            var lost = _losses.Observe(header, captured, listening);
            _received++;
            _arrived = arrived;
            _withdrawn = false;
            _picture = picture;
            _rate.Observe(captured);
            if (_captured is null || captured > _captured || arrived - _captured < TimeSpan.Zero)
                _captured = captured;
            return new AcceptedFrame(_clock.Correction, _clock.Jumps > jumps, lost);
        }
    }

    public void Refused()
    {
        lock (_gate)
        {
            _invalid++;
            _losses.Refused();
        }
    }

    public void QueueDropped()
    {
        lock (_gate)
            _queueDrops++;
    }

    /// <summary>Takes a status; null takes back the one before.</summary>
    public void Said(CameraStatus? status)
    {
        lock (_gate)
            (_status, _withdrawn, _news) = (status, status is null, true);
    }

    /// <summary>Which encoder has it now; null for none.</summary>
    public void FedTo(string? encoder)
    {
        lock (_gate)
            _encoder = encoder;
    }

    /// <summary>Judges the state anew.</summary>
    public void Judge(DateTimeOffset now)
    {
        lock (_gate)
        {
            var state = StateAt(now);
            if (state != _state)
                (_state, _since, _news) = (state, now, true);
        }
    }

    /// <summary>
    /// Whether its state, its status or its settings changed since the last call.
    /// </summary>
    public bool TakeNews()
    {
        lock (_gate)
        {
            var news = _news;
            _news = false;
            return news;
        }
    }

    /// <summary>
    /// Whether nothing speaks for keeping it: it is offline, and has no status that the broker
    /// retains since that was taken back, or for long.
    /// </summary>
    public bool IsForgettable(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _state == CameraState.Offline
                && _status is null
                && (_withdrawn || now - _since > TimeSpan.FromSeconds(options.ForgetAfterSeconds));
        }
    }

    public CameraView View()
    {
        lock (_gate)
        {
            var dropped = new SortedDictionary<string, long>(StringComparer.Ordinal)
            {
                [DropReason.Broker] = _losses.Total,
                [CameraView.DroppedByEdge] = _status?.Dropped ?? _losses.Dropped,
                [DropReason.IngestQueue] = _queueDrops,
                [DropReason.Invalid] = _invalid,
            };
            double? fps = _rate.Interval is { } interval ? Math.Round(1 / interval.TotalSeconds, 1) : null;
            return new CameraView(
                id.Value,
                _state,
                _since,
                _captured,
                _picture?.Width,
                _picture?.Height,
                fps,
                _encoder,
                Math.Round(_clock.Correction.TotalMilliseconds),
                _received,
                dropped,
                _status,
                _settings
            );
        }
    }

    private CameraState StateAt(DateTimeOffset now)
    {
        var silence = now - _arrived;
        var patience = TimeSpan.FromMilliseconds(options.StalledAfterMilliseconds);
        if (_rate.Interval * 3 > patience)
            patience = _rate.Interval.GetValueOrDefault() * 3;
        // A will that the broker sends late, of a connection that was replaced, is outweighed by
        // frames that come.
        if (silence <= patience)
            return CameraState.Live;
        return _status?.State switch
        {
            CameraStatus.Online => CameraState.Stalled,
            null when silence <= TimeSpan.FromSeconds(options.OfflineAfterSeconds) => CameraState.Stalled,
            _ => CameraState.Offline,
        };
    }
}
