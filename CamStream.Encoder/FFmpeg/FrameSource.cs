using System.Buffers;
using CamStream.Encoder.Matroska;
using FFMpegCore.Pipes;

namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// ffmpeg's input. The caller of <see cref="WriteAsync"/> writes to the pipe directly, without a
/// queue or a thread between. The input ends with <see cref="End"/> or with ffmpeg.
/// </summary>
internal sealed class FrameSource(H264Session session) : IPipeSource
{
    private readonly ArrayBufferWriter<byte> _prefix = new(256);
    private readonly TaskCompletionSource<Stream> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _headerWritten;

    /// <summary>Writes one frame, and waits while the pipe is full.</summary>
    /// <exception cref="IOException">ffmpeg has closed its end.</exception>
    /// <exception cref="OperationCanceledException">
    /// The call was cancelled, or <see cref="End"/> was called before ffmpeg connected.
    /// </exception>
    public async ValueTask WriteAsync(long milliseconds, ReadOnlyMemory<byte> jpeg, CancellationToken cancellation)
    {
        var pipe = _connected.Task.IsCompletedSuccessfully
            ? _connected.Task.Result
            : await _connected.Task.WaitAsync(cancellation);

        _prefix.ResetWrittenCount();
        if (!_headerWritten)
            MatroskaWriter.WriteHeader(_prefix, session.Width, session.Height, session.RoundedFramesPerSecond);
        _headerWritten = true;
        MatroskaWriter.WriteFramePrefix(_prefix, milliseconds, jpeg.Length);

        await pipe.WriteAsync(_prefix.WrittenMemory, cancellation);
        await pipe.WriteAsync(jpeg, cancellation);
    }

    /// <summary>
    /// Ends ffmpeg's input, and the writes that wait for ffmpeg. Further calls do nothing.
    /// </summary>
    public void End()
    {
        _end.TrySetResult();
        _connected.TrySetCanceled();
    }

    string IPipeSource.GetStreamArguments() => "";

    // FFMpegCore calls this when ffmpeg has connected. The pipe is open until this returns.
    Task IPipeSource.WriteAsync(Stream outputStream, CancellationToken cancellationToken)
    {
        _connected.TrySetResult(outputStream);
        return _end.Task.WaitAsync(cancellationToken);
    }
}
