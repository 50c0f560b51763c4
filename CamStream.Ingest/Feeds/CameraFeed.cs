using System.Net.Http.Headers;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Frames.Multipart;
using CamStream.Ingest.Cameras;
using CamStream.Ingest.Telemetry;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Feeds;

/// <summary>
/// Sends one camera's frames to its encoder, in one long request. When that breaks, the next encoder is tried at once; meanwhile the oldest frames make
/// room for the newest. When no frames come the request is ended, and opened again with the next frame.
/// </summary>
internal sealed partial class CameraFeed : IAsyncDisposable
{
    private readonly Camera _camera;
    private readonly EncoderDirectory _encoders;
    private readonly HttpMessageInvoker _http;
    private readonly FeedOptions _options;
    private readonly IngestMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<CameraFeed> _log;
    private readonly FrameQueue _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public CameraFeed(
        Camera camera, EncoderDirectory encoders, HttpMessageInvoker http, IOptions<FeedOptions> options, IngestMetrics metrics, TimeProvider time, ILogger<CameraFeed> log)
    {
        (_camera, _encoders, _http, _options, _metrics, _time, _log) = (camera, encoders, http, options.Value, metrics, time, log);
        _queue = new FrameQueue(_options.QueueCapacity, Dropped);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Frames that wait.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Takes <paramref name="frame"/> over.</summary>
    public void Add(Frame frame) => _queue.Add(frame);

    public async ValueTask DisposeAsync()
    {
        // The frames that wait still go out, if they do so soon; then the encoder sees the body end.
        _queue.Complete();
        try
        {
            await _running.WaitAsync(TimeSpan.FromMilliseconds(_options.WriteTimeoutMilliseconds), _time);
        }
        catch (TimeoutException)
        {
            await _stopping.CancelAsync();
            await _running;
        }
        _queue.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _queue.WaitAsync(_stopping.Token))
            {
                var (encoder, wait) = _encoders.Choose(_camera.Id);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, _time, _stopping.Token);
                if (await StreamAsync(encoder) is not { } failure) continue;
                _encoders.Failed(encoder);
                _metrics.FeedFailed(encoder.Name);
                Log.Failed(_log, _camera.Id.Value, encoder.Name, failure);
            }
        }
        // However the request ends then: cancelled, or broken by it.
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>One request, as long as it lasts.</summary>
    /// <returns>Why it failed; null when it ended because there was nothing more to send.</returns>
    private async Task<string?> StreamAsync(EncoderAddress encoder)
    {
        var patience = TimeSpan.FromMilliseconds(_options.WriteTimeoutMilliseconds);
        using var unanswered = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(unanswered.Token, _stopping.Token);
        using var content = new FrameStreamContent(
            _queue, TimeSpan.FromSeconds(_options.IdleSeconds), patience, (frame, forwarded) => Sent(frame, forwarded, encoder), frame => Lost(frame, encoder), ended: () => unanswered.CancelAfter(patience), _time, over.Token);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(MultipartFormat.ContentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(encoder.Address, $"cameras/{_camera.Id.Value}/frames")) { Content = content };
        // So that an encoder that refuses says so before frames are wasted on it (RFC 9110 §10.1.1).
        request.Headers.ExpectContinue = true;
        _camera.FedTo(encoder.Name);
        try
        {
            using var response = await _http.SendAsync(request, over.Token);
            return content.Ended && response.IsSuccessStatusCode ? null : $"it answered {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (unanswered.IsCancellationRequested)
        {
            return $"it did not answer within {patience.TotalMilliseconds:0} ms";
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
            _camera.FedTo(null);
        }
    }

    private void Sent(Frame frame, DateTimeOffset forwarded, EncoderAddress encoder)
    {
        _metrics.FrameForwarded(_camera.Id, frame.Length, forwarded - frame.Arrived);
        IngestTracing.EndForward(frame, encoder);
    }

    private void Lost(Frame frame, EncoderAddress encoder)
    {
        IngestTracing.EndForward(frame, encoder, DropReason.IngestQueue);
        Dropped(frame);
    }

    private void Dropped(Frame frame)
    {
        IngestTracing.EndForward(frame, DropReason.IngestQueue);
        _camera.QueueDropped();
        _metrics.FramesDropped(_camera.Id, DropReason.IngestQueue);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Camera {Camera} cannot be sent to {Encoder}: {Reason}")]
        public static partial void Failed(ILogger log, string camera, string encoder, string reason);
    }
}
