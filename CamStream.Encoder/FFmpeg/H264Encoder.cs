using System.Threading.Channels;
using FFMpegCore.Exceptions;

namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// One ffmpeg process: JPEGs with times in, H.264 pictures with the same times out, one for one and at once. Its states:
/// <code>
/// made ──first write──▶ running ──input ended──▶ ended          (DisposeAsync; after a limit it is killed)
///                          └─────────────────────▶ failed        (by itself: died, wrote nonsense, could not start)
/// </code>
/// Ownership: the JPEG stays the caller's; a picture is whose who reads it.
/// </summary>
internal sealed partial class H264Encoder : IH264Encoder
{
    private const int MaxErrorLines = 50_000; // FFMpegCore keeps them all
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
    /// Begins a session. ffmpeg is started by the first write: its keyframes are counted from that
    /// time.
    /// </summary>
    public static H264Encoder Start(H264Session session, EncoderOptions options, ILogger logger, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(session.Width, H264Session.MinPixels, nameof(session));
        ArgumentOutOfRangeException.ThrowIfLessThan(session.Height, H264Session.MinPixels, nameof(session));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(session.Width, H264Session.MaxPixels, nameof(session));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(session.Height, H264Session.MaxPixels, nameof(session));
        return new H264Encoder(session, options, logger, time);
    }

    /// <summary>
    /// The AVCDecoderConfigurationRecord; there before the first picture is. When none came, it
    /// fails as <see cref="Completion"/> does, or is cancelled.
    /// </summary>
    public Task<ReadOnlyMemory<byte>> AvcC => _sink.AvcC;

    /// <summary>
    /// The pictures, to be paired with what was written by their time: an undecodable JPEG has
    /// none. Completed as <see cref="Completion"/> is.
    /// </summary>
    public ChannelReader<EncodedPicture> Pictures => _sink.Pictures;

    /// <summary>
    /// Ends when ffmpeg has: well after <see cref="DisposeAsync"/>, else with an
    /// <see cref="EncoderException"/> that says how.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>
    /// Hands one JPEG to ffmpeg; waits while its pipe is full. One call at a time.
    /// </summary>
    /// <param name="milliseconds">
    /// Since the session's origin, which lies on a segment's start; greater than the last.
    /// </param>
    /// <param name="jpeg">Read until the call returns, not after.</param>
    /// <param name="cancellation">
    /// Ends the wait, and with it the session: what is written in part cannot be gone on with.
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
            await Completion; // throws what really happened
            throw new EncoderException("The encoder was disposed.", e);
        }
    }

    /// <summary>
    /// Ends ffmpeg by ending its input, or kills it when it takes too long; returns when it is
    /// gone. Pictures not read are disposed.
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
        _ = Task.Run(() => RunAsync(firstMilliseconds)); // FFMpegCore starts programs in its caller's time
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
                _ending && _fault is null ? null : Describe(new EndOfStreamException("It ended before its input did."))
            );
        }
        catch (Exception e)
        {
            Complete(Describe(e));
        }
    }

    private EncoderException Describe(Exception error) =>
        error switch
        {
            _ when _fault is not null => new($"ffmpeg was stopped. {_fault.Message} {_errors}", _fault),
            FFMpegProcessException { Result.ExitCode: var code } => new(
                $"ffmpeg exited with code {code}. {_errors}",
                error
            ),
            OperationCanceledException => new(
                $"ffmpeg did not end in {_endLimit.TotalSeconds} s and was killed. {_errors}",
                error
            ),
            _ => new($"ffmpeg could not be run. {error.Message}", error),
        };

    private void OnErrorLine(string line)
    {
        Log.Wrote(_logger, line);
        _errors.Add(line);
        if (_errors.Count == MaxErrorLines)
            Fail(new InvalidDataException($"It wrote {MaxErrorLines} lines of errors."));
    }

    // ffmpeg runs, but this session is of no use any more.
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
            Log.NotKilled(_logger, e); // it went by itself in this moment; else the next round tries again
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
        _ = _completion.Task.Exception; // seen, also when nobody awaits it
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "ffmpeg {Arguments}")]
        public static partial void Starting(ILogger logger, string arguments);

        [LoggerMessage(LogLevel.Debug, "ffmpeg: {Line}")]
        public static partial void Wrote(ILogger logger, string line);

        [LoggerMessage(LogLevel.Warning, "ffmpeg was asked to end and ended badly: {Reason}")]
        public static partial void EndedBadly(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Debug, "ffmpeg could not be killed")]
        public static partial void NotKilled(ILogger logger, Exception error);
    }
}
