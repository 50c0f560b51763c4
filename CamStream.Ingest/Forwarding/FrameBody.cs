using System.IO.Pipelines;
using System.Net;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using CamStream.Frames.Multipart;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// The body of a request to an encoder: frames as they come. It ends by itself when no frame has
/// come for a while, when the queue is complete, or when it is told to. The frames that it takes
/// from the queue are counted by <paramref name="outcomes"/> and disposed.
/// </summary>
/// <param name="queue">Where the frames are taken from.</param>
/// <param name="outcomes">Counts the frames that are taken.</param>
/// <param name="encoder">The encoder that gets them.</param>
/// <param name="options">
/// How long to wait for a frame, and how long one may take to be accepted.
/// </param>
/// <param name="time">The clock.</param>
/// <param name="ending">Ends the body after the frame that is being written.</param>
/// <param name="breaking">Breaks the body off.</param>
internal sealed class FrameBody(
    FrameQueue queue,
    FrameOutcomes outcomes,
    EncoderAddress encoder,
    ForwardingOptions options,
    TimeProvider time,
    CancellationToken ending,
    CancellationToken breaking
) : HttpContent
{
    // A frame is written by few calls to the socket.
    private const int BufferBytes = 64 * 1024;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _sending = Task.CompletedTask;

    /// <summary>Done when the body has ended by itself; never when it broke.</summary>
    public Task Ended => _ended.Task;

    /// <summary>
    /// Waits until no more frames are taken. A request that has failed or was cancelled does not
    /// itself wait for its body.
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
        // Two limits for the whole body, wound up for each frame. They are separate, so that an
        // idle time that ends as a frame comes cannot cost that frame.
        using var idling = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var writing = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var breaksIdling = breaking.UnsafeRegister(Cancel, idling);
        using var endsIdling = ending.UnsafeRegister(Cancel, idling);
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
        _ended.SetResult();

        static void Cancel(object? source) => ((CancellationTokenSource)source!).Cancel();
    }

    private async Task<bool> WaitAsync(CancellationTokenSource idling)
    {
        if (ending.IsCancellationRequested)
            return false;
        idling.CancelAfter(TimeSpan.FromSeconds(options.IdleSeconds));
        try
        {
            return await queue.WaitAsync(idling.Token);
        }
        catch (OperationCanceledException) when (!breaking.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task WriteAsync(MultipartFrameWriter writer, Frame frame, CancellationTokenSource writing)
    {
        using (frame)
        {
            var header = frame.Header;
            var began = time.GetUtcNow();
            var place = outcomes.PlaceOf(frame, encoder);
            var times = header.TraceParent is null
                ? null
                : new FrameTimes(header.Times?.Published, frame.Arrived, began);
            writing.CancelAfter(options.WriteTimeout);
            try
            {
                await writer.WriteAsync(
                    frame,
                    TraceParent.Of(frame.Span, header.TraceParent),
                    times,
                    place,
                    writing.Token
                );
                outcomes.Written(frame, place, began, encoder);
            }
            catch (OperationCanceledException)
            {
                outcomes.Lost(frame, encoder);
                throw new TimeoutException(
                    $"a frame was not accepted within {options.WriteTimeout.TotalMilliseconds:0} ms"
                );
            }
            catch
            {
                outcomes.Lost(frame, encoder);
                throw;
            }
            finally
            {
                writing.CancelAfter(Timeout.InfiniteTimeSpan);
            }
        }
    }
}
