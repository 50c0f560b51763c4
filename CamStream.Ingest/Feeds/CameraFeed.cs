using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Ingest.Cameras;

namespace CamStream.Ingest.Feeds;

/// <summary>
/// Sends one camera's frames to its encoder, and from one encoder to another when that drains, make
/// before break: the next one gets copies until it is ready; then the two are told at which segment
/// they change; with the first frame of that, the camera is the next one's, and the old feed ends.
/// </summary>
internal sealed partial class CameraFeed : IAsyncDisposable
{
    // Frames of a camera that has stopped do not say that the segment has begun; the clock does.
    private static readonly TimeSpan _longestWay = TimeSpan.FromSeconds(1);

    private readonly Camera _camera;
    private readonly FeedContext _context;
    private readonly ILogger<CameraFeed> _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private FeedLine _line;
    private FeedLine? _standby;
    private DateTimeOffset _until = DateTimeOffset.MaxValue; // by our clock: the first frame from then on is the old encoder's last
    private Task _handover = Task.CompletedTask;

    public CameraFeed(Camera camera, FeedContext context, ILogger<CameraFeed> log)
    {
        (_camera, _context, _log) = (camera, context, log);
        lock (_lock)
            _line = new FeedLine(camera, this, standby: null, context, log);
    }

    /// <summary>Frames that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _line.Waiting;
        }
    }

    /// <summary>Takes <paramref name="frame"/> over.</summary>
    public void Add(Frame frame)
    {
        lock (_lock)
        {
            var isLast = _standby is not null && frame.Header.Captured + frame.Correction >= _until;
            _standby?.Add(frame.CopyAgain());
            _line.Add(frame);
            if (isLast)
                Switch();
        }
    }

    /// <summary>A line's frames go to another encoder, or nowhere.</summary>
    public void FedTo(FeedLine line, EncoderAddress? encoder)
    {
        lock (_lock)
        {
            if (line == _line)
                _camera.FedTo(encoder?.Name);
        }
    }

    /// <summary>The encoder of a line drains.</summary>
    public void Drains(FeedLine line, EncoderAddress encoder)
    {
        lock (_lock)
        {
            if (line == _line && _handover.IsCompleted && !_stopping.IsCancellationRequested)
                _handover = Task.Run(() => HandOverAsync(line, encoder));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(Lines().Select(line => line.DisposeAsync().AsTask()));
        Task handover;
        lock (_lock)
            handover = _handover;
        await handover;
    }

    private IReadOnlyList<FeedLine> Lines()
    {
        lock (_lock)
            return _standby is { } standby ? [_line, standby] : [_line];
    }

    private async Task HandOverAsync(FeedLine line, EncoderAddress from)
    {
        try
        {
            while (_context.Encoders.Choose(_camera.Id) is { Encoder: { } to } choice && choice.Wait == TimeSpan.Zero)
            {
                Log.Drains(_log, _camera.Id.Value, from.Name, to.Name);
                var standby = new FeedLine(_camera, this, to, _context, _log);
                lock (_lock)
                    (_standby, line.IsLast) = (standby, true);
                var ready = await IsReadyAsync(line, standby, to);
                if (standby.Completion.IsCompleted || !_context.Encoders.Watch(to).IsUsable)
                {
                    await AbandonAsync(line, standby);
                    continue;
                }
                var taken = ready
                    ? await ChangeOverAsync(line, standby, from, to)
                    : await _context.Client.TakeOverAsync(to, _camera.Id, 0, _stopping.Token);
                lock (_lock)
                {
                    if (_standby == standby)
                        Switch();
                }
                if (!taken)
                    standby.EndRequest(); // the next one is an ordinary one
                await line.DisposeAsync();
                if (_context.Encoders.Watch(to).IsUsable)
                    return;
                (line, from) = (standby, to);
            }
            line.EndRequest();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested) { }
    }

    private async Task<bool> IsReadyAsync(FeedLine line, FeedLine standby, EncoderAddress to)
    {
        var watch = _context.Encoders.Watch(to);
        var limit = Task.Delay(
            TimeSpan.FromMilliseconds(_context.Options.HandoverMilliseconds),
            _context.Time,
            _stopping.Token
        );
        while (true)
        {
            var news = watch.News;
            if (!watch.IsUsable || standby.Completion.IsCompleted || line.Completion.IsCompleted)
                return false;
            if (watch.IsReady(_camera.Id))
                return true;
            if (limit.IsCompleted)
                break;
            await Task.WhenAny(news, line.Completion, standby.Completion, limit);
            _stopping.Token.ThrowIfCancellationRequested();
        }
        return false;
    }

    /// <summary>Both encoders are told where they change, and the frames change there.</summary>
    /// <returns>Whether the next one answers for the camera.</returns>
    private async Task<bool> ChangeOverAsync(FeedLine line, FeedLine standby, EncoderAddress from, EncoderAddress to)
    {
        var released = await _context.Client.ReleaseAsync(from, _camera.Id, _stopping.Token);
        var taken = await _context.Client.TakeOverAsync(to, _camera.Id, released?.Msn ?? 0, _stopping.Token);
        if (released is null)
            return taken;
        Log.Changes(_log, _camera.Id.Value, released.Msn, to.Name);
        lock (_lock)
            _until = released.Starts;
        var left = released.Starts + _longestWay - _context.Time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.WhenAny(line.Completion, standby.Completion, Task.Delay(left, _context.Time, _stopping.Token));
        return taken;
    }

    // Under the lock.
    private void Switch()
    {
        var old = _line;
        (_line, _standby, _until) = (_standby!, null, DateTimeOffset.MaxValue);
        _line.Promote();
        _camera.FedTo(_line.Encoder?.Name);
        old.Complete();
    }

    private async Task AbandonAsync(FeedLine line, FeedLine standby)
    {
        lock (_lock)
            (_standby, line.IsLast) = (null, false);
        await standby.DisposeAsync();
        if (!line.Completion.IsCompleted)
            return;
        // Its encoder failed too, and it had been told to leave the frames to the other.
        lock (_lock)
            _line = new FeedLine(_camera, this, standby: null, _context, _log);
        await line.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{From} drains: camera {Camera} goes to {To}")]
        public static partial void Drains(ILogger log, string camera, string from, string to);

        [LoggerMessage(LogLevel.Information, "Camera {Camera} changes at segment {Msn} to {To}")]
        public static partial void Changes(ILogger log, string camera, long msn, string to);
    }
}
