using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Ingest.Cameras;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// A queue of a camera's frames, and the streams that bring them to an encoder, one after the
/// other. When a stream fails, the next encoder is tried at once; meanwhile the oldest frames make
/// room for the newest. When no frames come the stream ends, and the next frame opens another. A
/// line to an encoder on standby ends when that encoder fails.
/// </summary>
internal sealed partial class ForwardingLine : IAsyncDisposable
{
    private readonly Camera _camera;
    private readonly ForwardingContext _context;
    private readonly FrameOutcomes _outcomes;
    private readonly ILogger _log;
    private readonly FrameQueue _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new(); // the stream is not disposed while it is being ended
    private EncoderAddress? _standby;
    private EncoderStream? _stream;
    private volatile bool _endsOnFailure;

    /// <param name="camera">The camera whose frames are sent.</param>
    /// <param name="standby">
    /// The encoder that is to get ready for the camera; null: whichever encoder has the camera.
    /// </param>
    /// <param name="context">What all lines have in common.</param>
    /// <param name="log">Where failures are logged.</param>
    public ForwardingLine(Camera camera, EncoderAddress? standby, ForwardingContext context, ILogger log)
    {
        (_camera, _standby, _context, _log) = (camera, standby, context, log);
        _endsOnFailure = standby is not null;
        _outcomes = new FrameOutcomes(camera, context.Written, context.Metrics);
        _queue = new FrameQueue(context.Options.QueueCapacity, _outcomes.Dropped);
    }

    /// <summary>
    /// Called when <see cref="Encoder"/> has changed. Set before <see cref="Start"/>.
    /// </summary>
    public Action<ForwardingLine>? Moved { get; init; }

    /// <summary>Done when nothing is sent any more.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>How many frames wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>The encoder that gets the frames now; null while none does.</summary>
    public EncoderAddress? Encoder { get; private set; }

    /// <summary>
    /// Whether the line ends when its encoder fails: another line has the frames too.
    /// </summary>
    public bool EndsOnFailure
    {
        set => _endsOnFailure = value;
    }

    /// <summary>Starts to send.</summary>
    public void Start() => Completion = Task.Run(RunAsync);

    /// <summary>Takes <paramref name="frame"/> over.</summary>
    public void Add(Frame frame) => _queue.Add(frame);

    /// <summary>
    /// Takes no further frames: those that wait are still sent, then the line ends.
    /// </summary>
    public void Complete() => _queue.Complete();

    /// <summary>
    /// The encoder that was on standby has the camera: from now on this is a line as any other.
    /// </summary>
    public void Promote()
    {
        Volatile.Write(ref _standby, null);
        _endsOnFailure = false;
    }

    /// <summary>Ends the open stream after the frame that is being written.</summary>
    public void EndStream()
    {
        lock (_lock)
            _stream?.End();
    }

    public async ValueTask DisposeAsync()
    {
        // The frames that wait are still sent, if that is quick; then the encoder sees the body
        // end.
        _queue.Complete();
        try
        {
            await Completion.WaitAsync(_context.Options.WriteTimeout, _context.Time);
        }
        catch (TimeoutException)
        {
            await _stopping.CancelAsync();
            await Completion;
        }
        _queue.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _queue.WaitAsync(_stopping.Token))
            {
                var standby = Volatile.Read(ref _standby);
                var (encoder, wait) = standby is null
                    ? _context.Encoders.Choose(_camera.Id)
                    : new EncoderChoice(standby, TimeSpan.Zero);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, _context.Time, _stopping.Token);
                if (encoder is null)
                    continue;
                if ((await StreamAsync(encoder, standby is not null)).Failure is not { } failure)
                    continue;
                Failed(encoder, failure);
                if (_endsOnFailure)
                    return;
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested) { }
    }

    private async Task<StreamOutcome> StreamAsync(EncoderAddress encoder, bool standby)
    {
        using var stream = new EncoderStream(encoder, _camera.Id, standby, _queue, _outcomes, _context);
        SetStream(stream);
        Move(encoder);
        try
        {
            return await stream.RunAsync(_stopping.Token);
        }
        finally
        {
            SetStream(null);
            Move(null);
        }
    }

    private void SetStream(EncoderStream? stream)
    {
        lock (_lock)
            _stream = stream;
    }

    private void Move(EncoderAddress? encoder)
    {
        Encoder = encoder;
        Moved?.Invoke(this);
    }

    private void Failed(EncoderAddress encoder, string failure)
    {
        _context.Encoders.Failed(encoder);
        _context.Metrics.FeedFailed(encoder.Name);
        _context.Written.Broken(encoder, _camera.Id);
        Log.Failed(_log, _camera.Id.Value, encoder.Name, failure);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Camera {Camera} cannot be sent to {Encoder}: {Reason}")]
        public static partial void Failed(ILogger log, string camera, string encoder, string reason);
    }
}
