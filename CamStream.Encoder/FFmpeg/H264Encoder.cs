using System.Threading.Channels;

namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// One ffmpeg process: JPEGs with times in, H.264 pictures with the same times out, one for one, at
/// once. Its states:
/// <code>
/// made ──first write──▶ running ──input ended──▶ ended    (DisposeAsync; killed after a limit)
///                          └────────────────────▶ failed   (died, wrote nonsense, did not start)
/// </code>
/// Ownership: the caller keeps the JPEG; the reader owns each picture.
/// </summary>
internal sealed partial class H264Encoder : IH264Encoder
{
    private const int MaxErrorLines = 50_000; // FFMpegCore keeps them all in memory
    private static readonly TimeSpan _endLimit = TimeSpan.FromSeconds(2);

    private readonly H264Session _session;
    private readonly EncoderOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly FrameSource _source;
    private readonly PictureSink _sink;
    private readonly LastLines _errors = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _startLock = new();
    private Action? _kill;
    private Exception? _fault;
    private volatile bool _ending;
    private bool _started;
    private long _lastMilliseconds = -1;

    private H264Encoder(H264Session session, EncoderOptions options, ILogger logger, TimeProvider time)
    {
        _session = session;
        _options = options;
        _logger = logger;
        _time = time;
        _source = new FrameSource(session);
        _sink = new PictureSink(Fail);
    }

    /// <summary>
    /// Begins a session. The first write starts ffmpeg, because keyframes are counted from its
    /// time.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A side is shorter than <see cref="H264Session.MinPixels"/> or longer than
    /// <see cref="H264Session.MaxPixels"/>.
    /// </exception>
    public static H264Encoder Start(H264Session session, EncoderOptions options, ILogger logger, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(session.Width, H264Session.MinPixels, nameof(session));
        ArgumentOutOfRangeException.ThrowIfLessThan(session.Height, H264Session.MinPixels, nameof(session));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(session.Width, H264Session.MaxPixels, nameof(session));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(session.Height, H264Session.MaxPixels, nameof(session));
        return new H264Encoder(session, options, logger, time);
    }

    /// <summary>
    /// The AVCDecoderConfigurationRecord. It comes before the first picture. If none comes, the
    /// task fails as <see cref="Completion"/> does, or is cancelled.
    /// </summary>
    public Task<ReadOnlyMemory<byte>> AvcC => _sink.AvcC;

    /// <summary>
    /// The pictures. Their times pair them with the JPEGs: an undecodable JPEG has no picture.
    /// Completed as <see cref="Completion"/> is.
    /// </summary>
    public ChannelReader<EncodedPicture> Pictures => _sink.Pictures;

    /// <summary>
    /// Completes when ffmpeg has ended. It succeeds after <see cref="DisposeAsync"/>; otherwise it
    /// fails with an <see cref="EncoderException"/> that says how ffmpeg ended.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>
    /// Hands one JPEG to ffmpeg, and waits while its pipe is full. One call at a time.
    /// </summary>
    /// <param name="milliseconds">
    /// The JPEG's time in milliseconds since the session's origin, which is the start of a segment.
    /// It is greater than the last one.
    /// </param>
    /// <param name="jpeg">Read until the call returns.</param>
    /// <param name="cancellation">
    /// Ends the wait, and with it the session: ffmpeg cannot continue after a JPEG written in part.
    /// </param>
    /// <exception cref="EncoderException">ffmpeg has ended.</exception>
    public async ValueTask WriteAsync(long milliseconds, ReadOnlyMemory<byte> jpeg, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(milliseconds, _lastMilliseconds);
        cancellation.ThrowIfCancellationRequested();
        _lastMilliseconds = milliseconds;
        StartOnce(milliseconds);
        try
        {
            await _source.WriteAsync(milliseconds, jpeg, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Fail(new OperationCanceledException("A write was cancelled."));
            throw;
        }
        catch (Exception e)
            when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException
            )
        {
            await EndAsync();
            await Completion; // throws the cause
            throw new EncoderException("The encoder was disposed.", e);
        }
    }

    /// <summary>
    /// Ends ffmpeg by ending its input, or kills it when it takes too long. Returns when it is
    /// gone. Disposes the pictures that nobody has read.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (_startLock)
        {
            _ending = true;
            if (!_started)
                Complete(null);
            _started = true;
        }

        _sink.Discard();
        await EndAsync();
        _sink.Discard();
    }

    private void StartOnce(long firstMilliseconds)
    {
        lock (_startLock)
        {
            if (_started)
                return;
            _started = true;
        }

        _sink.FirstMilliseconds = firstMilliseconds;
        _ = Task.Run(() => RunAsync(firstMilliseconds)); // FFMpegCore starts a program synchronously
    }

    private async Task RunAsync(long firstMilliseconds)
    {
        try
        {
            var ffmpeg = FFmpegCommand
                .Build(_session, _options, firstMilliseconds, _source, _sink)
                .Configure(options =>
                    options.BinaryFolder = _options.BinaryFolder is { Length: > 0 } folder
                        ? folder
                        : options.BinaryFolder
                )
                .NotifyOnStandardError(OnErrorLine)
                .CancellableThrough(out _kill, TimeSpan.Zero);
            Log.Starting(_logger, ffmpeg.Arguments);
            await ffmpeg.ProcessAsynchronously();
            Complete(
                _ending && _fault is null ? null : Failed(new EndOfStreamException("It ended before its input did."))
            );
        }
        catch (Exception e)
        {
            Complete(Failed(e));
        }
    }

    private EncoderException Failed(Exception end) => EncoderException.Of(end, _fault, _errors, _endLimit);

    private void OnErrorLine(string line)
    {
        Log.Wrote(_logger, line);
        _errors.Add(line);
        if (_errors.Count == MaxErrorLines)
            Fail(new InvalidDataException($"It wrote {MaxErrorLines} lines of errors."));
    }

    // ffmpeg still runs, but this session cannot continue.
    private void Fail(Exception fault)
    {
        Interlocked.CompareExchange(ref _fault, fault, null);
        _ = Task.Run(EndAsync);
    }

    private async Task EndAsync()
    {
        _source.End();
        while (!Completion.IsCompleted)
        {
            await Completion.WaitAsync(_endLimit, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!Completion.IsCompleted)
                Kill();
        }
    }

    private void Kill()
    {
        try
        {
            _kill?.Invoke();
        }
        catch (Exception e)
        {
            Log.NotKilled(_logger, e); // it has just ended by itself; if not, the next round tries again
        }
    }

    private void Complete(EncoderException? error)
    {
        if (error is not null && _ending)
        {
            Log.EndedBadly(_logger, error.Message);
            error = null;
        }

        _source.End();
        _sink.Complete(error);
        if (error is null)
            _completion.TrySetResult();
        else
            _completion.TrySetException(error);
        _ = _completion.Task.Exception; // observed, even if nobody awaits it
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "ffmpeg {Arguments}")]
        public static partial void Starting(ILogger logger, string arguments);

        [LoggerMessage(LogLevel.Debug, "ffmpeg: {Line}")]
        public static partial void Wrote(ILogger logger, string line);

        [LoggerMessage(LogLevel.Warning, "ffmpeg did not end cleanly when asked to: {Reason}")]
        public static partial void EndedBadly(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Debug, "ffmpeg could not be killed")]
        public static partial void NotKilled(ILogger logger, Exception error);
    }
}
