using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Feeds;

/// <summary>
/// What is known of an encoder, by asking it. Until the first answer it is taken to be there.
/// Thread-safe.
/// </summary>
internal sealed class EncoderWatch : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _silenced = new();
    private CancellationTokenSource _draining = new();
    private TaskCompletionSource _news = NewNews();
    private EncoderReport _report = new(Draining: false, Ready: []);

    /// <summary>Ends when it answers no more.</summary>
    public CancellationToken Silenced
    {
        get
        {
            lock (_lock)
                return _silenced.Token;
        }
    }

    /// <summary>Ends when it says that it drains.</summary>
    public CancellationToken Draining
    {
        get
        {
            lock (_lock)
                return _draining.Token;
        }
    }

    /// <summary>Whether cameras may be given to it.</summary>
    public bool IsUsable
    {
        get
        {
            lock (_lock)
                return !_silenced.IsCancellationRequested && !_draining.IsCancellationRequested;
        }
    }

    /// <summary>Done when it has answered again, or is found silent.</summary>
    public Task News
    {
        get
        {
            lock (_lock)
                return _news.Task;
        }
    }

    /// <summary>Whether it has a camera on standby that it could answer for.</summary>
    public bool IsReady(CameraId camera)
    {
        lock (_lock)
            return _report.Ready.Contains(camera.Value);
    }

    /// <summary>It answered.</summary>
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

    /// <summary>It answers no more.</summary>
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
        source.Dispose(); // it has ended: nobody's registration is left
        source = new CancellationTokenSource();
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
