using System.Diagnostics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;
using CamStream.Gateway.Telemetry;

namespace CamStream.Gateway.Latency;

/// <summary>
/// The sampled frames of one camera that viewers got: those of the last five minutes, a thousand at
/// most. Thread-safe.
/// </summary>
internal sealed class CameraLatency(TimeProvider time)
{
    private const int MaxFrames = 1_000;

    // Of one frame; enough for a histogram.
    private const int MaxReports = 100;

    // A page knows our clock to some milliseconds; this is far more.
    private static readonly TimeSpan _clockError = TimeSpan.FromSeconds(1);

    // The most that a viewer may gain by a long round trip.
    private static readonly TimeSpan _longestLead = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan _maxJsonAge = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _frames = [];
    private readonly Dictionary<(ActivityTraceId, ActivitySpanId), Entry> _bySpan = [];
    private DateTimeOffset _lastAdded = time.GetUtcNow();

    // A lock of its own: media does not wait while the JSON is made.
    private readonly Lock _jsonLock = new();
    private byte[]? _json;
    private long _jsonAt;

    /// <summary>When a frame was last added; before the first, when this was made.</summary>
    public DateTimeOffset LastAdded
    {
        get
        {
            lock (_lock)
                return _lastAdded;
        }
    }

    /// <summary>
    /// Remembers a frame that a viewer has got now, unless another viewer got it before.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="deliver">Makes the span of the delivery, given its end.</param>
    public void Add(TracedFrame frame, Func<DateTimeOffset, ActivityContext> deliver)
    {
        lock (_lock)
        {
            Forget();
            var key = Key(frame.Package);
            if (_bySpan.ContainsKey(key))
                return;
            if (_frames.Count == MaxFrames)
                Remove();
            var now = time.GetUtcNow();
            // The encoder's clock may be a little ahead.
            var delivered = now > frame.Packaged ? now : frame.Packaged;
            var entry = _bySpan[key] = new Entry(new ServedFrame(frame, delivered, deliver(delivered)));
            _frames.Enqueue(entry);
            _lastAdded = now;
        }
    }

    /// <summary>Takes a viewer's report that it showed a frame.</summary>
    /// <param name="package">The span that the playlist names.</param>
    /// <param name="shown">When the frame was on screen.</param>
    /// <param name="roundTrip">Twice the error that this time may have.</param>
    /// <param name="frame">The frame, if there is one.</param>
    /// <param name="first">Whether this is the first report of the frame.</param>
    public ReportOutcome Report(
        ActivityContext package,
        DateTimeOffset shown,
        TimeSpan roundTrip,
        out ServedFrame? frame,
        out bool first
    )
    {
        lock (_lock)
        {
            Forget();
            (frame, first) = (null, false);
            if (!_bySpan.TryGetValue(Key(package), out var entry))
                return ReportOutcome.Unknown;
            frame = entry.Served;
            if (!IsPossible(frame, shown, roundTrip))
                return ReportOutcome.Impossible;
            // The same report again: two viewers do not show a frame in the same microsecond.
            if (entry.Reports.Contains(shown))
                return ReportOutcome.Duplicate;
            if (entry.Reports.Count == MaxReports)
                return ReportOutcome.Surplus;
            entry.Reports.Add(shown);
            first = frame.Shown is null;
            if (first)
                frame = entry.Served = frame with { Shown = shown };
            return ReportOutcome.Accepted;
        }
    }

    /// <summary>The frames, oldest capture first.</summary>
    public IReadOnlyList<ServedFrame> Read()
    {
        ServedFrame[] frames;
        lock (_lock)
        {
            Forget();
            frames = [.. _frames.Select(entry => entry.Served)];
        }
        return [.. frames.OrderBy(frame => frame.Frame.Captured)];
    }

    /// <summary>
    /// The <see cref="LatencyView"/> of the frames as JSON, made once a second at most.
    /// </summary>
    /// <param name="camera">The camera's name.</param>
    public byte[] ReadJson(string camera)
    {
        lock (_jsonLock)
        {
            if (_json is not null && time.GetElapsedTime(_jsonAt) < _maxJsonAge)
                return _json;
            _jsonAt = time.GetTimestamp();
            return _json = LatencyView.Of(camera, Read()).ToJson();
        }
    }

    private bool IsPossible(ServedFrame frame, DateTimeOffset shown, TimeSpan roundTrip)
    {
        var packaged = frame.Frame.Packaged;
        var lead = roundTrip / 2 < _longestLead ? roundTrip / 2 : _longestLead;
        return shown >= packaged
            && shown >= frame.Delivered - lead
            && shown <= packaged + FrameTimes.LongestWay
            && shown <= time.GetUtcNow() + _clockError;
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - LatencyMemory.MaxAge;
        while (_frames.TryPeek(out var entry) && entry.Served.Delivered < oldest)
            Remove();
    }

    private void Remove() => _bySpan.Remove(Key(_frames.Dequeue().Served.Frame.Package));

    private static (ActivityTraceId, ActivitySpanId) Key(ActivityContext span) => (span.TraceId, span.SpanId);

    // Guarded by the lock. A frame itself never changes.
    private sealed class Entry(ServedFrame served)
    {
        public ServedFrame Served { get; set; } = served;

        /// <summary>When viewers had the frame on screen.</summary>
        public List<DateTimeOffset> Reports { get; } = [];
    }
}
