using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using CamStream.Encoder.Flv;
using FFMpegCore.Pipes;

namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// ffmpeg's output: FLV in, pictures out. Ownership: the reader owns each picture;
/// <see cref="Discard"/> disposes the pictures that nobody will read.
/// </summary>
/// <param name="failed">Called when the output is malformed. Nothing more is read then.</param>
internal sealed class PictureSink(Action<Exception> failed) : IPipeSink
{
    private const int ReadBytes = 64 * 1024;

    // One picture comes out for each JPEG, so this holds more than one only while its reader lags.
    // Bounded, and ffmpeg waits when it is full: JPEGs are dropped before the encoder, pictures
    // never. The reader continues on the thread that read the pipe.
    private readonly Channel<EncodedPicture> _pictures = Channel.CreateBounded<EncodedPicture>(
        new BoundedChannelOptions(8)
        {
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = false,
            SingleWriter = true,
            AllowSynchronousContinuations = true,
        }
    );

    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> _avcC = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private volatile bool _discarding;
    private bool _firstSeen;

    /// <summary>
    /// The time of the first JPEG, in milliseconds. Its picture must come first: the keyframes are
    /// counted from it.
    /// </summary>
    public long FirstMilliseconds { get; set; }

    /// <inheritdoc cref="H264Encoder.Pictures"/>
    public ChannelReader<EncodedPicture> Pictures => _pictures.Reader;

    /// <inheritdoc cref="H264Encoder.AvcC"/>
    public Task<ReadOnlyMemory<byte>> AvcC => _avcC.Task;

    /// <summary>Ends the output.</summary>
    /// <param name="error">Why it ended; null when it was asked to.</param>
    public void Complete(Exception? error)
    {
        _pictures.Writer.TryComplete(error);
        if (error is null)
            _avcC.TrySetCanceled();
        else
            _avcC.TrySetException(error);
        _ = _avcC.Task.Exception; // observed, even if nobody awaits it
    }

    /// <summary>
    /// Disposes the pictures that wait, and those that still come: nobody reads them any more.
    /// </summary>
    public void Discard()
    {
        _discarding = true;
        while (_pictures.Reader.TryRead(out var picture))
            picture.Dispose();
    }

    string IPipeSink.GetStreamArguments() => "";

    async Task IPipeSink.ReadAsync(Stream inputStream, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(inputStream, new StreamPipeReaderOptions(bufferSize: ReadBytes, leaveOpen: true));
        var flv = new FlvReader();
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(cancellationToken);
                var rest = read.Buffer;
                while (flv.TryRead(ref rest, out var tag))
                    await HandAsync(tag, cancellationToken);
                if (read.IsCompleted)
                    return;
                pipe.AdvanceTo(rest.Start, rest.End);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failed(e);
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private ValueTask HandAsync(in FlvTag tag, CancellationToken cancellation)
    {
        switch (tag.Kind)
        {
            case FlvTagKind.Configuration:
                _avcC.TrySetResult(tag.Data.ToArray());
                return ValueTask.CompletedTask;

            case FlvTagKind.AccessUnit:
                if (!_firstSeen && tag.Milliseconds != FirstMilliseconds)
                    throw new InvalidDataException(
                        $"The session's first JPEG, of {FirstMilliseconds} ms, cannot be decoded: "
                            + $"the first picture is of {tag.Milliseconds} ms."
                    );
                _firstSeen = true;
                if (_discarding)
                    return ValueTask.CompletedTask;
                var picture = new EncodedPicture(tag.Milliseconds, tag.Keyframe, tag.Data);
                return _pictures.Writer.TryWrite(picture) ? ValueTask.CompletedTask : WaitAsync(picture, cancellation);

            default:
                return ValueTask.CompletedTask;
        }
    }

    private async ValueTask WaitAsync(EncodedPicture picture, CancellationToken cancellation)
    {
        try
        {
            await _pictures.Writer.WriteAsync(picture, cancellation);
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }
}
