using System.Diagnostics;

namespace CamStream.Gateway.Latency;

/// <summary>The sampled frames of one camera that viewers were given lately: five minutes of them, and a thousand, at most.</summary>
internal sealed class CameraLatency(TimeProvider time)
{
    private const int MaxFrames = 1_000;

    // To tell a report that comes twice from those of two viewers: their screens do not show a frame in the same microsecond.
    private const int MaxReports = 1_000;

    private static readonly TimeSpan _longestWay = TimeSpan.FromMinutes(1);

    // A viewer who asks often knows our clock to some milliseconds, and to less than this.
    private static readonly TimeSpan _clockError = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<ServedFrame> _frames = [];
    private readonly Dictionary<(ActivityTraceId, ActivitySpanId), ServedFrame> _bySpan = [];
    private readonly Queue<(ActivitySpanId, DateTimeOffset)> _reports = [];
    private readonly HashSet<(ActivitySpanId, DateTimeOffset)> _reported = [];
    private DateTimeOffset _lastAdded = time.GetUtcNow();

    /// <summary>When a frame last came, or the camera.</summary>
    public DateTimeOffset LastAdded
    {
        get
        {
            lock (_lock) return _lastAdded;
        }
    }

    /// <summary>Remembers a frame that a viewer was given now, unless it was given to one before.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="deliver">Makes the span of its delivery, which ends at the given time.</param>
    public void Add(TracedFrame frame, Func<DateTimeOffset, ActivityContext> deliver)
    {
        lock (_lock)
        {
            Forget();
            var key = Key(frame.Package);
            if (_bySpan.ContainsKey(key)) return;
            if (_frames.Count == MaxFrames) Remove();
            var now = time.GetUtcNow();
            // The encoder's clock may be a little ahead.
            var delivered = now > frame.Packaged ? now : frame.Packaged;
            var served = _bySpan[key] = new ServedFrame(frame, delivered, deliver(delivered));
            _frames.Enqueue(served);
            _lastAdded = now;
        }
    }

    /// <summary>Takes a viewer's word that it showed a frame.</summary>
    /// <param name="package">The span that the playlist names.</param>
    /// <param name="shown">When it was on screen.</param>
    /// <param name="frame">The frame, where there is one.</param>
    /// <param name="first">Whether no viewer has shown it before.</param>
    public ReportOutcome Report(ActivityContext package, DateTimeOffset shown, out ServedFrame? frame, out bool first)
    {
        lock (_lock)
        {
            Forget();
            first = false;
            if (!_bySpan.TryGetValue(Key(package), out frame)) return ReportOutcome.Unknown;
            var packaged = frame.Frame.Packaged;
            if (shown < packaged || shown > packaged + _longestWay || shown > time.GetUtcNow() + _clockError) return ReportOutcome.Impossible;
            if (!_reported.Add((package.SpanId, shown))) return ReportOutcome.Duplicate;
            _reports.Enqueue((package.SpanId, shown));
            if (_reports.Count > MaxReports) _reported.Remove(_reports.Dequeue());
            first = frame.Shown is null;
            frame.Shown ??= shown;
            return ReportOutcome.Accepted;
        }
    }

    /// <summary>What <paramref name="view"/> makes of the frames, oldest capture first.</summary>
    public T Read<T>(Func<IReadOnlyList<ServedFrame>, T> view)
    {
        lock (_lock)
        {
            Forget();
            return view([.. _frames.OrderBy(frame => frame.Frame.Captured)]);
        }
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - LatencyMemory.MaxAge;
        while (_frames.TryPeek(out var frame) && frame.Delivered < oldest) Remove();
    }

    private void Remove() => _bySpan.Remove(Key(_frames.Dequeue().Frame.Package));

    private static (ActivityTraceId, ActivitySpanId) Key(ActivityContext span) => (span.TraceId, span.SpanId);
}
