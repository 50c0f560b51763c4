using System.Threading.Channels;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using CamStream.Frames.Clock;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// One camera's way from JPEGs to the live stream: a short queue, and one loop that asks the
/// timeline what to do, at each frame and at each deadline. Ownership: it owns what it is made of;
/// a frame added belongs to it.
/// </summary>
internal sealed partial class CameraPipeline : IAsyncDisposable
{
    /// <summary>
    /// Our clock was set back by more than this: the stream cannot go on, and a new one must start.
    /// </summary>
    public static readonly TimeSpan ClockSetBack = TimeSpan.FromSeconds(5);

    private readonly CameraId _camera;
    private readonly CameraTimeline _timeline;
    private readonly PictureEncoding _encoding;
    private readonly EncoderMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CameraClock _clock = new(); // for frames that Ingest has not judged
    private readonly FrameQueue _queue;
    private readonly List<TimelineStep> _steps = [];
    private readonly CancellationTokenSource _stopping = new();

    // Bounded, one is enough: that there is something to do, not what. It is looked for after each.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly ITimer _deadline;
    private readonly Task _running;
    private DateTimeOffset _newest;

    /// <summary>Starts the loop.</summary>
    public CameraPipeline(
        CameraId camera,
        CameraTimeline timeline,
        PipelineOptions options,
        PictureEncoding encoding,
        EncoderMetrics metrics,
        TimeProvider time,
        ILogger logger
    )
    {
        (_camera, _timeline, _encoding, _metrics, _time, _logger) = (camera, timeline, encoding, metrics, time, logger);
        // Nobody takes it, or too slowly.
        _queue = new FrameQueue(
            options.QueueCapacity,
            frame =>
                Count(
                    frame,
                    _stopping.IsCancellationRequested || HasEnded ? DropReason.EncoderStopped : DropReason.EncoderQueue
                )
        );
        _deadline = time.CreateTimer(
            static pipeline => ((CameraPipeline)pipeline!).Wake(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _running = Task.Run(RunAsync);
    }

    /// <summary>What viewers see.</summary>
    public LiveStream Live => _encoding.Packager.Live;

    /// <summary>The newest picture shown.</summary>
    public LatestPicture Latest => _encoding.Latest;

    /// <summary>How many frames wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>
    /// The loop has ended, by disposal or because it cannot go on: a new pipeline is needed.
    /// </summary>
    public bool HasEnded => _running.IsCompleted;

    /// <summary>
    /// Takes a frame over, checked, with its <see cref="Frame.Arrived"/> and
    /// <see cref="Frame.Picture"/>.
    /// </summary>
    public void Add(Frame frame)
    {
        _metrics.FrameReceived(_camera, frame.Length, frame.Arrived - frame.Header.Times?.Forwarded);
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
                await TickAsync(_time.GetUtcNow());
                WaitForDeadline();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (Exception failure)
        {
            Log.Failed(_logger, _camera, failure);
            Live.End();
        }
    }

    private async ValueTask TakeAsync(Frame frame)
    {
        string? dropped = DropReason.EncoderStopped; // unless it comes further: whatever ends the loop, the frame in hand is counted
        try
        {
            if (_newest - frame.Arrived > ClockSetBack)
            {
                dropped = DropReason.Invalid;
                throw new InvalidOperationException($"The clock was set back from {_newest:O} to {frame.Arrived:O}.");
            }
            if (frame.Arrived > _newest)
                _newest = frame.Arrived;
            await TickAsync(frame.Arrived); // what was due before it came, whenever it is looked at
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
                MediaGrid.ToTicks(captured),
                MediaGrid.ToTicks(frame.Arrived),
                frame.Picture.Width,
                frame.Picture.Height
            );
            dropped = _timeline.Accept(arrival, _steps);
            if (_timeline.Interval is { } interval)
                Live.FramesPerSecond = (double)MediaGrid.Timescale90k / interval;
            await CarryOutAsync(dropped is null ? frame : null, captured);
        }
        finally
        {
            if (dropped is not null)
                Drop(frame, dropped);
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
        _timeline.Tick(MediaGrid.ToTicks(now), _steps);
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
            return; // at rest: a frame wakes it
        var wait = Math.Ceiling((MediaGrid.ToTime(deadline) - _time.GetUtcNow()).TotalMilliseconds); // timers count milliseconds
        _deadline.Change(TimeSpan.FromMilliseconds(Math.Max(0, wait)), Timeout.InfiniteTimeSpan);
    }

    private void Drop(Frame frame, string reason)
    {
        Count(frame, reason);
        frame.Dispose();
    }

    private void Count(Frame frame, string reason)
    {
        _metrics.FrameDropped(frame, reason);
        EncoderTracing.Dropped(frame, reason, _time.GetUtcNow());
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The pipeline of {Camera} cannot go on")]
        public static partial void Failed(ILogger logger, CameraId camera, Exception failure);
    }
}
