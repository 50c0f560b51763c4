using System.IO.Pipelines;
using System.Net;
using CamStream.Frames;
using CamStream.Frames.Multipart;

namespace CamStream.Ingest.Feeds;

/// <summary>The body of a request to an encoder: frames as they come, until none has come for a while or the queue is complete.</summary>
/// <param name="queue">Where the frames are taken from; those taken are disposed here.</param>
/// <param name="idle">How long to wait for the next frame before the body ends.</param>
/// <param name="patience">How long a frame may take to be accepted.</param>
/// <param name="written">Told of every frame that went out.</param>
/// <param name="lost">Told of a frame that was taken and did not get out.</param>
internal sealed class FrameStreamContent(
    FrameQueue queue, TimeSpan idle, TimeSpan patience, Action<Frame> written, Action<Frame> lost, TimeProvider time, CancellationToken stopping) : HttpContent
{
    // A frame is written by few calls to the socket.
    private const int BufferBytes = 64 * 1024;

    /// <summary>Whether the body ended of itself: nothing more was to be sent.</summary>
    public bool Ended { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var output = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferBytes, leaveOpen: true));
        var writer = new MultipartFrameWriter(output);
        while (await WaitAsync())
        {
            while (queue.TryTake(out var frame)) await WriteAsync(writer, frame);
        }
        await output.CompleteAsync();
        Ended = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private async Task<bool> WaitAsync()
    {
        using var limit = new CancellationTokenSource(idle, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await queue.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task WriteAsync(MultipartFrameWriter writer, Frame frame)
    {
        using (frame)
        {
            using var limit = new CancellationTokenSource(patience, time);
            try
            {
                await writer.WriteAsync(frame, limit.Token);
                written(frame);
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
        }
    }
}
