using System.IO.Pipelines;
using System.Net;
using CamStream.Frames;
using CamStream.Frames.Multipart;

namespace CamStream.Ingest.Feeds;

/// <summary>
/// The body of a request to an encoder: frames as they come, until none has come for a while, the
/// queue is complete, or it is to end.
/// </summary>
/// <param name="queue">Where the frames are taken from; those taken are disposed here.</param>
/// <param name="idle">How long to wait for the next frame before the body ends.</param>
/// <param name="patience">How long a frame may take to be accepted.</param>
/// <param name="number">
/// The number for the next frame that is no copy; it has it when it was written.
/// </param>
/// <param name="written">
/// Told of every frame that went out, its number, and when its turn had come.
/// </param>
/// <param name="lost">Told of a frame that was taken and did not get out.</param>
/// <param name="ended">
/// Called when the body ended of itself: nothing more was to be sent, the answer is due.
/// </param>
/// <param name="ending">Ends the body behind the frame that is being written.</param>
/// <param name="stopping">Breaks it off.</param>
internal sealed class FrameStreamContent(
    FrameQueue queue,
    TimeSpan idle,
    TimeSpan patience,
    Func<FeedPlace> number,
    Action<Frame, FeedPlace?, DateTimeOffset> written,
    Action<Frame> lost,
    Action ended,
    TimeProvider time,
    CancellationToken ending,
    CancellationToken stopping
) : HttpContent
{
    // A frame is written by few calls to the socket.
    private const int BufferBytes = 64 * 1024;

    private Task _sending = Task.CompletedTask;

    /// <summary>Whether the body ended of itself.</summary>
    public bool Ended { get; private set; }

    /// <summary>
    /// Waits until no more frames are taken, after a request that failed or was cancelled: it does
    /// not itself wait for its body.
    /// </summary>
    public async Task StoppedAsync() => await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        _sending = SendAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private async Task SendAsync(Stream stream)
    {
        // Two limits for the whole body, wound up for each frame. Apart, so that an idle time that
        // ends as a frame comes cannot cost that frame.
        using var idling = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var writing = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var stopsIdling = stopping.UnsafeRegister(
            static idling => ((CancellationTokenSource)idling!).Cancel(),
            idling
        );
        using var endsIdling = ending.UnsafeRegister(
            static idling => ((CancellationTokenSource)idling!).Cancel(),
            idling
        );
        var output = PipeWriter.Create(
            stream,
            new StreamPipeWriterOptions(minimumBufferSize: BufferBytes, leaveOpen: true)
        );
        var writer = new MultipartFrameWriter(output);
        while (await WaitAsync(idling))
        {
            while (!ending.IsCancellationRequested && queue.TryTake(out var frame))
                await WriteAsync(writer, frame, writing);
        }
        await output.CompleteAsync();
        Ended = true;
        ended();
    }

    private async Task<bool> WaitAsync(CancellationTokenSource idling)
    {
        if (ending.IsCancellationRequested)
            return false;
        idling.CancelAfter(idle);
        try
        {
            return await queue.WaitAsync(idling.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task WriteAsync(MultipartFrameWriter writer, Frame frame, CancellationTokenSource writing)
    {
        using (frame)
        {
            var header = frame.Header;
            var forwarded = time.GetUtcNow();
            FeedPlace? place = frame.IsCopy ? null : number();
            var times = header.TraceParent is null
                ? null
                : new FrameTimes(header.Times?.Published, frame.Arrived, forwarded);
            writing.CancelAfter(patience);
            try
            {
                await writer.WriteAsync(
                    frame,
                    TraceParent.Of(frame.Span, header.TraceParent),
                    times,
                    place,
                    writing.Token
                );
                written(frame, place, forwarded);
            }
            catch (OperationCanceledException)
            {
                lost(frame);
                throw new TimeoutException($"a frame was not accepted within {patience.TotalMilliseconds:0} ms");
            }
            catch
            {
                lost(frame);
                throw;
            }
            finally
            {
                writing.CancelAfter(Timeout.InfiniteTimeSpan);
            }
        }
    }
}
