using System.Net.Http.Headers;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Frames.Multipart;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// One long request that brings a camera's frames to an encoder (<see cref="MultipartFormat"/>).
/// </summary>
/// <param name="encoder">The encoder.</param>
/// <param name="camera">The camera.</param>
/// <param name="standby">
/// Whether the encoder is only to get ready for the camera: another one has it.
/// </param>
/// <param name="queue">Where the frames are taken from.</param>
/// <param name="outcomes">Counts the frames that are taken.</param>
/// <param name="context">Encoders, options and the clock.</param>
internal sealed class EncoderStream(
    EncoderAddress encoder,
    CameraId camera,
    bool standby,
    FrameQueue queue,
    FrameOutcomes outcomes,
    ForwardingContext context
) : IDisposable
{
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Ends the stream after the frame that is being written.</summary>
    public void End() => _ending.Cancel();

    /// <summary>After this, <see cref="End"/> must not be called.</summary>
    public void Dispose() => _ending.Dispose();

    /// <summary>Sends frames until the stream ends, however that is.</summary>
    /// <param name="stopping">Breaks the stream off.</param>
    public async Task<StreamOutcome> RunAsync(CancellationToken stopping)
    {
        var silenced = context.Encoders.Watch(encoder).Silenced;
        using var unanswered = new CancellationTokenSource(Timeout.InfiniteTimeSpan, context.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(unanswered.Token, silenced, stopping);
        using var body = new FrameBody(
            queue,
            outcomes,
            encoder,
            context.Options,
            context.Time,
            _ending.Token,
            over.Token
        );
        using var request = Request(body);
        try
        {
            var answering = context.Http.SendAsync(request, over.Token);
            if (await Task.WhenAny(answering, body.Ended) != answering)
                unanswered.CancelAfter(context.Options.WriteTimeout);
            using var response = await answering;
            return body.Ended.IsCompleted && response.IsSuccessStatusCode
                ? default
                : new StreamOutcome($"it answered {(int)response.StatusCode}");
        }
        catch (OperationCanceledException) when (unanswered.IsCancellationRequested)
        {
            return new StreamOutcome($"it did not answer within {context.Options.WriteTimeout.TotalMilliseconds:0} ms");
        }
        catch (Exception) when (silenced.IsCancellationRequested)
        {
            return new StreamOutcome("it does not answer probes");
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return default; // cancelled, or broken by that
        }
        catch (Exception failure)
        {
            return new StreamOutcome((failure.InnerException ?? failure).Message);
        }
        finally
        {
            // The body of a broken request must not take a frame that is meant for the next one.
            await over.CancelAsync();
            await body.StoppedAsync();
        }
    }

    private HttpRequestMessage Request(FrameBody body)
    {
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(MultipartFormat.ContentType);
        var address = EncoderRoutes.FramesOf(encoder.Address, camera, standby);
        var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = body;
        // An encoder that refuses says so before frames are wasted on it (RFC 9110 §10.1.1).
        request.Headers.ExpectContinue = true;
        return request;
    }
}
