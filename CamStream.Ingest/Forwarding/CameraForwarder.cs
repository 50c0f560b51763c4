using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Ingest.Cameras;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// Sends one camera's frames to its encoder. When that drains, the next one gets copies until it is
/// ready. Both are told at which segment they change, and its first frame goes to the next one.
/// </summary>
internal sealed partial class CameraForwarder : IAsyncDisposable
{
    private readonly Camera _camera;
    private readonly ForwardingContext _context;
    private readonly ILogger<CameraForwarder> _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private ForwardingLine _line;
    private ForwardingLine? _next; // in a handover: gets copies
    private Handover _handover = new();
    private bool _isHandingOver;
    private Task _handingOver = Task.CompletedTask;
    private CancellationTokenRegistration _draining; // of the line's encoder

    public CameraForwarder(Camera camera, ForwardingContext context, ILogger<CameraForwarder> log)
    {
        (_camera, _context, _log) = (camera, context, log);
        _line = Line(standby: null);
        _line.Start();
    }

    /// <summary>How many frames wait.</summary>
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
            var isLast = _next is not null && _handover.IsLast(frame);
            _next?.Add(frame.CopyAgain());
            _line.Add(frame);
            if (isLast)
                Switch();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task handingOver;
        lock (_lock)
        {
            _draining.Unregister();
            handingOver = _handingOver;
        }
        await Task.WhenAll(DisposeLinesAsync(), handingOver);
        await DisposeLinesAsync(); // one that the handover has opened meanwhile
    }

    private Task DisposeLinesAsync()
    {
        IReadOnlyList<ForwardingLine> lines;
        lock (_lock)
            lines = _next is { } next ? [_line, next] : [_line];
        return Task.WhenAll(lines.Select(line => line.DisposeAsync().AsTask()));
    }

    private ForwardingLine Line(EncoderAddress? standby) => new(_camera, standby, _context, _log) { Moved = Moved };

    private void Moved(ForwardingLine line)
    {
        lock (_lock)
        {
            if (line == _line)
                Follow();
        }
    }

    // Under the lock: where the line's frames go now.
    private void Follow()
    {
        _draining.Unregister();
        var encoder = _line.Encoder;
        _camera.FedTo(encoder?.Name);
        if (encoder is not null)
            _draining = _context.Encoders.Watch(encoder).Draining.UnsafeRegister(_ => Drains(encoder), null);
    }

    private void Drains(EncoderAddress encoder)
    {
        lock (_lock)
        {
            if (_isHandingOver || _stopping.IsCancellationRequested || _line.Encoder != encoder)
                return;
            _isHandingOver = true;
            var line = _line;
            _handingOver = Task.Run(() => HandOverAsync(line, encoder));
        }
    }

    private async Task HandOverAsync(ForwardingLine old, EncoderAddress from)
    {
        try
        {
            while (_context.Encoders.Choose(_camera.Id) is { Encoder: { } best } choice && choice.Wait == TimeSpan.Zero)
            {
                Log.Drains(_log, from.Name, _camera.Id.Value, best.Name);
                var to = new NextEncoder(best, _camera.Id, _context);
                var next = Prepare(old, best);
                var step = await to.ReadyAsync(old.Completion, next.Completion, _stopping.Token);
                if (step == HandoverStep.Abandon)
                {
                    if (await AbandonAsync())
                        continue;
                    Finish(follow: true);
                    return;
                }
                var taken =
                    step == HandoverStep.ChangeOver
                        ? await ChangeAsync(old, next, from, to)
                        : await to.TakeOverAsync(0, _stopping.Token);
                lock (_lock)
                {
                    if (_next == next)
                        Switch();
                }
                if (!taken)
                    next.EndStream(); // the one that follows is not on standby
                await old.DisposeAsync();
                if (FinishedWith(to))
                    return;
                (old, from) = (next, best);
            }
            Finish(follow: false);
            old.EndStream();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested) { }
        catch (Exception failure)
        {
            Log.HandoverFailed(_log, _camera.Id.Value, failure);
            await AbandonAsync();
            Finish(follow: true);
        }
    }

    private ForwardingLine Prepare(ForwardingLine old, EncoderAddress to)
    {
        var next = Line(to);
        lock (_lock)
            (_next, _handover, old.EndsOnFailure) = (next, new Handover(), true);
        next.Start();
        return next;
    }

    /// <summary>Tells both encoders where they change, and waits until the frames have.</summary>
    /// <returns>Whether the next encoder answers for the camera.</returns>
    private async Task<bool> ChangeAsync(ForwardingLine old, ForwardingLine next, EncoderAddress from, NextEncoder to)
    {
        var released = await _context.Client.ReleaseAsync(from, _camera.Id, _stopping.Token);
        var taken = await to.TakeOverAsync(released?.Msn ?? 0, _stopping.Token);
        if (released is null)
            return taken;
        Log.Changes(_log, _camera.Id.Value, to.Address.Name, released.Msn);
        TimeSpan left;
        lock (_lock)
        {
            _handover.ChangeAt(released);
            left = _handover.WaitAt(_context.Time.GetUtcNow());
        }
        if (left > TimeSpan.Zero)
            await Task.WhenAny(old.Completion, next.Completion, Task.Delay(left, _context.Time, _stopping.Token));
        return taken;
    }

    // Under the lock.
    private void Switch()
    {
        var old = _line;
        (_line, _next) = (_next!, null);
        _line.Promote();
        Follow();
        old.Complete();
    }

    /// <returns>Whether the old encoder still has the camera, to be handed over.</returns>
    private async Task<bool> AbandonAsync()
    {
        ForwardingLine old;
        ForwardingLine? next;
        lock (_lock)
        {
            (old, next, _next) = (_line, _next, null);
            old.EndsOnFailure = false;
        }
        if (next is not null)
            await next.DisposeAsync();
        if (!old.Completion.IsCompleted)
            return true;
        // The old encoder has failed too, and its line left the frames to the other one.
        var line = Line(standby: null);
        lock (_lock)
            _line = line;
        line.Start();
        await old.DisposeAsync();
        return false;
    }

    // Followed again, a line that went to a draining encoder meanwhile is handed over.
    private void Finish(bool follow)
    {
        lock (_lock)
        {
            _isHandingOver = false;
            if (follow)
                Follow();
        }
    }

    // False when the encoder that has the camera now drains or fails already. Looked at together
    // with the end of the handover, so that a drain is not missed.
    private bool FinishedWith(NextEncoder encoder)
    {
        lock (_lock)
        {
            _isHandingOver = !encoder.IsUsable;
            return !_isHandingOver;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Encoder {From} drains: camera {Camera} goes to {To}")]
        public static partial void Drains(ILogger log, string from, string camera, string to);

        [LoggerMessage(LogLevel.Error, "The handover of camera {Camera} failed; it stays where it is")]
        public static partial void HandoverFailed(ILogger log, string camera, Exception failure);

        [LoggerMessage(LogLevel.Information, "Camera {Camera} goes to {To} from segment {Msn} on")]
        public static partial void Changes(ILogger log, string camera, string to, long msn);
    }
}
