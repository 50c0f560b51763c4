using CamStream.Frames;
using CamStream.Frames.Clock;

namespace CamStream.Ingest.Cameras;

/// <summary>
/// What is known of one camera. Times come as arguments. Thread-safe: messages arrive while the API
/// reads.
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
    private bool _news = true; // something changed that listeners want to know
    private bool _withdrawn; // the retained status was deleted, and nothing has come since

    public CameraId Id => id;

    /// <summary>The settings that the camera was last asked to apply.</summary>
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

    /// <summary>The camera's last status; null while there is none.</summary>
    public CameraStatus? Status
    {
        get
        {
            lock (_gate)
                return _status;
        }
    }

    /// <summary>
    /// What is added to the camera's time to get the cluster's; null before the first frame.
    /// </summary>
    public TimeSpan? Correction
    {
        get
        {
            lock (_gate)
                return _arrived is null ? null : _clock.Correction;
        }
    }

    /// <summary>Accepts a frame, unless its capture time is too far off.</summary>
    /// <param name="header">The frame's header.</param>
    /// <param name="picture">The size of its picture.</param>
    /// <param name="arrived">When it arrived, by the cluster's clock.</param>
    /// <param name="listening">Since when frames come to this Ingest; null: unknown.</param>
    /// <returns>Null when the frame is to be refused.</returns>
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

    /// <summary>A message on the camera's frame topic was refused.</summary>
    public void Refused()
    {
        lock (_gate)
        {
            _invalid++;
            _losses.Refused();
        }
    }

    /// <summary>An accepted frame was dropped on its way to an encoder.</summary>
    public void QueueDropped()
    {
        lock (_gate)
            _queueDrops++;
    }

    /// <summary>The camera's status changed; null: the retained one was taken back.</summary>
    public void Said(CameraStatus? status)
    {
        lock (_gate)
            (_status, _withdrawn, _news) = (status, status is null, true);
    }

    /// <summary>The encoder that gets the frames now; null for none.</summary>
    public void FedTo(string? encoder)
    {
        lock (_gate)
            _encoder = encoder;
    }

    /// <summary>Updates the state.</summary>
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
    /// Whether state, status or settings changed since the last call.
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
    /// Whether the camera can be forgotten: it is offline and the broker retains no status of it,
    /// because that was taken back, or for longer than
    /// <see cref="CameraOptions.ForgetAfterSeconds"/>.
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

    /// <summary>The camera as the API shows it.</summary>
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
        var patience = Staleness.After(TimeSpan.FromMilliseconds(options.StalledAfterMilliseconds), _rate.Interval);
        // The broker may send the last will of a connection that was already replaced. While frames
        // come, it does not count.
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
