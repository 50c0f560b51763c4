using System.Net.Http.Headers;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Frames.Multipart;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Telemetry;

namespace CamStream.Ingest.Feeds;

/// <summary>
/// A queue of a camera's frames, and the requests that bring them to an encoder, one long one after
/// the other. When that breaks, the next encoder is tried at once; meanwhile the oldest frames make
/// room for the newest. When no frames come the request is ended, and opened again with the next
/// frame. A line to an encoder on standby ends when that fails.
/// </summary>
internal sealed partial class FeedLine : IAsyncDisposable
{
    private readonly Camera _camera;
    private readonly CameraFeed _feed;
    private readonly FeedContext _context;
    private readonly ILogger _log;
    private readonly FrameQueue _queue;
    private readonly CancellationTokenSource _stopping = new();
    private EncoderAddress? _standby;
    private CancellationTokenSource? _ending;
    private volatile bool _isLast;

    /// <param name="camera">Whose frames they are.</param>
    /// <param name="feed">Told where they go.</param>
    /// <param name="standby">
    /// The encoder that is to get ready for the camera; null for a line to whichever has it.
    /// </param>
    /// <param name="context">What it needs.</param>
    /// <param name="log">Where failures go.</param>
    public FeedLine(Camera camera, CameraFeed feed, EncoderAddress? standby, FeedContext context, ILogger log)
    {
        (_camera, _feed, _standby, _context, _log) = (camera, feed, standby, context, log);
        _queue = new FrameQueue(context.Options.QueueCapacity, Dropped);
        Completion = Task.Run(RunAsync);
    }

    /// <summary>Done when nothing is sent any more.</summary>
    public Task Completion { get; }

    /// <summary>Frames that wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Where its frames go now; null while nowhere.</summary>
    public EncoderAddress? Encoder { get; private set; }

    /// <summary>
    /// Whether another line has the frames too, so that this one ends when its encoder fails.
    /// </summary>
    public bool IsLast
    {
        set => _isLast = value;
    }

    /// <summary>Takes <paramref name="frame"/> over.</summary>
    public void Add(Frame frame) => _queue.Add(frame);

    /// <summary>No further frames: those that wait go out, and the line ends.</summary>
    public void Complete() => _queue.Complete();

    /// <summary>
    /// The encoder that was on standby has the camera: from now on the line is one as others are.
    /// </summary>
    public void Promote() => Volatile.Write(ref _standby, null);

    /// <summary>Ends the request that is open, behind the frame that is being written.</summary>
    public void EndRequest() => Volatile.Read(ref _ending)?.Cancel();

    public async ValueTask DisposeAsync()
    {
        // The frames that wait still go out, if they do so soon; then the encoder sees the body
        // end.
        _queue.Complete();
        try
        {
            await Completion.WaitAsync(_context.Patience, _context.Time);
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
                if (encoder is null || await StreamAsync(encoder, standby is not null) is not { } failure)
                    continue;
                _context.Encoders.Failed(encoder);
                _context.Metrics.FeedFailed(encoder.Name);
                _context.Accounts.Broken(encoder, _camera.Id);
                Log.Failed(_log, _camera.Id.Value, encoder.Name, failure);
                if (_isLast || Volatile.Read(ref _standby) is not null)
                    return;
            }
        }
        // However the request ends then: cancelled, or broken by it.
        catch (Exception) when (_stopping.IsCancellationRequested) { }
    }

    /// <summary>One request, as long as it lasts.</summary>
    /// <returns>Why it failed; null when it ended because there was nothing more to send.</returns>
    private async Task<string?> StreamAsync(EncoderAddress encoder, bool standby)
    {
        var patience = _context.Patience;
        var watch = _context.Encoders.Watch(encoder);
        var silenced = watch.Silenced;
        using var unanswered = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _context.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(unanswered.Token, silenced, _stopping.Token);
        using var ending = new CancellationTokenSource();
        Volatile.Write(ref _ending, ending);
        using var content = new FrameStreamContent(
            _queue,
            TimeSpan.FromSeconds(_context.Options.IdleSeconds),
            patience,
            () => _context.Accounts.Next(encoder, _camera.Id),
            (frame, place, forwarded) => Sent(frame, place, forwarded, encoder),
            frame => Lost(frame, encoder),
            ended: () => unanswered.CancelAfter(patience),
            _context.Time,
            ending.Token,
            over.Token
        );
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(MultipartFormat.ContentType);
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(encoder.Address, $"cameras/{_camera.Id.Value}/frames{(standby ? "?standby=true" : "")}")
        );
        request.Content = content;
        // So that an encoder that refuses says so before frames are wasted on it (RFC 9110
        // §10.1.1).
        request.Headers.ExpectContinue = true;
        FedTo(encoder);
        using var draining = watch.Draining.UnsafeRegister(_ => _feed.Drains(this, encoder), null);
        try
        {
            using var response = await _context.Http.SendAsync(request, over.Token);
            return content.Ended && response.IsSuccessStatusCode ? null : $"it answered {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (unanswered.IsCancellationRequested)
        {
            return $"it did not answer within {patience.TotalMilliseconds:0} ms";
        }
        catch (Exception) when (silenced.IsCancellationRequested)
        {
            return "it says nothing";
        }
        catch (Exception failure) when (!_stopping.IsCancellationRequested)
        {
            return (failure.InnerException ?? failure).Message;
        }
        finally
        {
            // The body of a broken request must not take the frame that is meant for the next.
            await over.CancelAsync();
            await content.StoppedAsync();
            Volatile.Write(ref _ending, null);
            FedTo(null);
        }
    }

    private void FedTo(EncoderAddress? encoder)
    {
        Encoder = encoder;
        _feed.FedTo(this, encoder);
    }

    private void Sent(Frame frame, FeedPlace? place, DateTimeOffset forwarded, EncoderAddress encoder)
    {
        if (place is not { } written)
            return;
        _context.Accounts.Written(encoder, _camera.Id, written);
        _context.Metrics.FrameForwarded(_camera.Id, frame.Length, forwarded - frame.Arrived);
        IngestTracing.EndForward(frame, encoder);
    }

    private void Lost(Frame frame, EncoderAddress encoder)
    {
        IngestTracing.EndForward(frame, encoder, DropReason.IngestQueue);
        Dropped(frame);
    }

    private void Dropped(Frame frame)
    {
        if (frame.IsCopy)
            return;
        IngestTracing.EndForward(frame, DropReason.IngestQueue);
        _camera.QueueDropped();
        _context.Metrics.FramesDropped(_camera.Id, DropReason.IngestQueue);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Camera {Camera} cannot be sent to {Encoder}: {Reason}")]
        public static partial void Failed(ILogger log, string camera, string encoder, string reason);
    }
}
