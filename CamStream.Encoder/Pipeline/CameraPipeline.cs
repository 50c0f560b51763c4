using System.Threading.Channels;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using CamStream.Frames.Clock;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Turns one camera's JPEGs into its live stream: a short queue, and one loop that carries out what
/// the timeline decides at each frame and at each deadline. Ownership: it owns its stages and the
/// frames that are added.
/// </summary>
internal sealed partial class CameraPipeline : IAsyncDisposable
{
    /// <summary>
    /// When our clock is set back by more than this, the stream cannot continue, and a new one must
    /// start.
    /// </summary>
    public static readonly TimeSpan ClockSetBack = TimeSpan.FromSeconds(5);

    private readonly PipelineContext _context;
    private readonly CameraTimeline _timeline;
    private readonly PictureEncoding _encoding;
    private readonly CameraClock _clock = new(); // for frames that Ingest has not judged
    private readonly FrameQueue _queue;
    private readonly List<TimelineStep> _steps = [];
    private readonly CancellationTokenSource _stopping = new();

    // Bounded to one: it only says that there is work. The loop looks for the work each time.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly ITimer _deadline;
    private readonly Task _running;
    private DateTimeOffset _newest;

    /// <summary>Starts the loop.</summary>
    public CameraPipeline(PipelineContext context, CameraTimeline timeline, PictureEncoding encoding)
    {
        (_context, _timeline, _encoding) = (context, timeline, encoding);
        // A queued frame is dropped when the loop has ended, or is too slow.
        _queue = new FrameQueue(
            context.Options.QueueCapacity,
            frame =>
                context.Outcomes.Dropped(
                    frame,
                    _stopping.IsCancellationRequested || HasEnded ? DropReason.EncoderStopped : DropReason.EncoderQueue
                )
        );
        _deadline = context.Time.CreateTimer(
            static pipeline => ((CameraPipeline)pipeline!).Wake(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _running = Task.Run(RunAsync);
    }

    /// <summary>The stream that viewers see.</summary>
    public LiveStream Live => _encoding.Packager.Live;

    /// <summary>The newest picture that is shown.</summary>
    public LatestPicture Latest => _encoding.Latest;

    /// <summary>How many frames wait in the queue.</summary>
    public int Waiting => _queue.Count;

    /// <summary>
    /// Whether the loop has ended, by disposal or by a failure. The camera needs a new pipeline.
    /// </summary>
    public bool HasEnded => _running.IsCompleted;

    /// <summary>
    /// Takes over a frame that was checked, with its <see cref="Frame.Arrived"/> and
    /// <see cref="Frame.Picture"/>.
    /// </summary>
    public void Add(Frame frame)
    {
        _context.Metrics.FrameReceived(_context.Camera, frame.Length, frame.Arrived - frame.Header.Times?.Forwarded);
        _queue.Add(frame);
        Wake();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        await _deadline.DisposeAsync();
        _queue.Dispose();
        await _encoding.DisposeAsync();
        _stopping.Dispose();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _wake.Reader.ReadAsync(_stopping.Token);
                while (_queue.TryTake(out var frame))
                    await TakeAsync(frame);
                await TickAsync(_context.Time.GetUtcNow());
                WaitForDeadline();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception failure)
        {
            Log.Failed(_context.Logger, _context.Camera, failure);
            Live.End();
        }
    }

    private async ValueTask TakeAsync(Frame frame)
    {
        // Whatever ends the loop, the frame in hand is counted.
        string? dropped = DropReason.EncoderStopped;
        try
        {
            if (_newest - frame.Arrived > ClockSetBack)
            {
                dropped = DropReason.Invalid;
                throw new InvalidOperationException(
                    $"This machine's clock was set back from {_newest:O} to {frame.Arrived:O}."
                );
            }
            if (frame.Arrived > _newest)
                _newest = frame.Arrived;
            await TickAsync(frame.Arrived); // first what was due before the frame came
            if (!_encoding.IsReady)
                return;
            if (!TryCorrect(frame, out var captured))
            {
                dropped = DropReason.Invalid;
                return;
            }
            var arrival = new FrameArrival(
                frame.Header.Boot,
                frame.Header.Sequence,
                MediaTime.FromUtc(captured),
                MediaTime.FromUtc(frame.Arrived),
                frame.Picture.Width,
                frame.Picture.Height
            );
            dropped = _timeline.Accept(arrival, _steps);
            if (_timeline.Interval is { } interval)
                Live.FramesPerSecond = interval.PerSecond;
            await CarryOutAsync(dropped is null ? frame : null, captured);
        }
        finally
        {
            if (dropped is not null)
                _context.Outcomes.Drop(frame, dropped);
        }
    }

    // Ingest knows the correction of the frames that it sends.
    private bool TryCorrect(Frame frame, out DateTimeOffset captured)
    {
        captured = frame.Header.Captured + frame.Correction.GetValueOrDefault();
        return frame.Correction is not null || _clock.TryCorrect(frame.Header.Captured, frame.Arrived, out captured);
    }

    private ValueTask TickAsync(DateTimeOffset now)
    {
        _timeline.Tick(MediaTime.FromUtc(now), _steps);
        return _steps.Count > 0 ? CarryOutAsync(null, default) : ValueTask.CompletedTask;
    }

    private async ValueTask CarryOutAsync(Frame? frame, DateTimeOffset captured)
    {
        var brokeOff = await _encoding.CarryOutAsync(_steps, frame, captured, _stopping.Token);
        _steps.Clear();
        if (brokeOff is { } firstUnpublished)
            _timeline.BreakOff(firstUnpublished);
    }

    private void WaitForDeadline()
    {
        if (_timeline.Deadline is not { } deadline)
            return; // at rest, until a frame comes
        // Timers count whole milliseconds.
        var wait = Math.Ceiling((deadline.ToUtc() - _context.Time.GetUtcNow()).TotalMilliseconds);
        _deadline.Change(TimeSpan.FromMilliseconds(Math.Max(0, wait)), Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The pipeline of {Camera} failed. The next frame starts a new one")]
        public static partial void Failed(ILogger logger, CameraId camera, Exception failure);
    }
}
