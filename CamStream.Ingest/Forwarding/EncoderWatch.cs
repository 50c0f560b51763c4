using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// What probes have shown of an encoder. Before the first answer it counts as reachable.
/// Thread-safe.
/// </summary>
internal sealed class EncoderWatch : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _silenced = new();
    private CancellationTokenSource _draining = new();
    private TaskCompletionSource _news = NewNews();
    private EncoderReport _report = new(Draining: false, Ready: []);

    /// <summary>Cancelled when the encoder no longer answers.</summary>
    public CancellationToken Silenced
    {
        get
        {
            lock (_lock)
                return _silenced.Token;
        }
    }

    /// <summary>Cancelled when the encoder reports that it drains.</summary>
    public CancellationToken Draining
    {
        get
        {
            lock (_lock)
                return _draining.Token;
        }
    }

    /// <summary>Whether the encoder may get cameras: it answers, and does not drain.</summary>
    public bool IsUsable
    {
        get
        {
            lock (_lock)
                return !_silenced.IsCancellationRequested && !_draining.IsCancellationRequested;
        }
    }

    /// <summary>Done with the next answer, or when there is none in time.</summary>
    public Task News
    {
        get
        {
            lock (_lock)
                return _news.Task;
        }
    }

    /// <summary>
    /// Whether the encoder is on standby for a camera, and could answer for it now.
    /// </summary>
    public bool IsReady(CameraId camera)
    {
        lock (_lock)
            return _report.Ready.Contains(camera.Value);
    }

    /// <summary>The encoder has answered.</summary>
    public void Answered(EncoderReport report)
    {
        CancellationTokenSource? draining = null;
        TaskCompletionSource news;
        lock (_lock)
        {
            _report = report;
            if (_silenced.IsCancellationRequested)
                Renew(ref _silenced);
            if (report.Draining)
                draining = _draining;
            else if (_draining.IsCancellationRequested)
                Renew(ref _draining);
            (news, _news) = (_news, NewNews());
        }
        draining?.Cancel();
        news.SetResult();
    }

    /// <summary>The encoder no longer answers.</summary>
    public void Silence()
    {
        CancellationTokenSource silenced;
        TaskCompletionSource news;
        lock (_lock)
        {
            silenced = _silenced;
            (news, _news) = (_news, NewNews());
        }
        silenced.Cancel();
        news.SetResult();
    }

    public void Dispose()
    {
        _silenced.Dispose();
        _draining.Dispose();
    }

    private static void Renew(ref CancellationTokenSource source)
    {
        source.Dispose(); // cancelled: no registration is left
        source = new CancellationTokenSource();
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
