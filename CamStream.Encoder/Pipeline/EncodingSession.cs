using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// One run of the H.264 encoder, which encodes one picture at a time. When a JPEG gives no picture
/// in time, the session writes a substitute one millisecond later. No other picture has that time
/// (<see cref="CameraTimeline.MinimumGap"/>). If only the substitute's picture comes, the JPEG is
/// undecodable.
/// </summary>
internal sealed class EncodingSession(
    IH264Encoder encoder,
    MediaTime origin,
    PipelineOptions options,
    TimeProvider time
) : IAsyncDisposable
{
    private Task<bool>? _waiting;
    private bool _hasStarted;

    /// <summary>The AVCDecoderConfigurationRecord. It comes before the first picture.</summary>
    public Task<ReadOnlyMemory<byte>> AvcC => encoder.AvcC;

    /// <summary>Encodes one JPEG.</summary>
    /// <param name="at">When it is shown.</param>
    /// <param name="jpeg">
    /// The JPEG. It must stay valid until the call returns, and after a failure until the session
    /// is disposed.
    /// </param>
    /// <param name="substitute">A decodable JPEG of the same size, as valid; or null.</param>
    /// <param name="cancellation">Ends the session.</param>
    /// <exception cref="EncoderException">The encoder has ended.</exception>
    /// <exception cref="TimeoutException">The encoder hangs.</exception>
    public async ValueTask<EncodingResult> EncodeAsync(
        MediaTime at,
        ReadOnlyMemory<byte> jpeg,
        ReadOnlyMemory<byte>? substitute,
        CancellationToken cancellation
    )
    {
        var hung = TimeSpan.FromMilliseconds(options.HungAfterMilliseconds);
        var milliseconds = (at - origin).Milliseconds;
        await WriteAsync(milliseconds, jpeg, hung, cancellation);
        var patience = _hasStarted ? TimeSpan.FromMilliseconds(options.UndecodableAfterMilliseconds) : hung;
        if (await NextAsync(patience, cancellation) is { } picture)
        {
            return picture.Milliseconds == milliseconds
                ? new EncodingResult(picture)
                : throw Unexpected(picture, milliseconds);
        }
        if (substitute is not { } known)
            return default;

        await WriteAsync(milliseconds + 1, known, hung, cancellation);
        picture = await NextAsync(hung, cancellation) ?? throw Hung();
        if (picture.Milliseconds == milliseconds + 1)
            return new EncodingResult(picture, IsSubstitute: true);
        if (picture.Milliseconds != milliseconds)
            throw Unexpected(picture, milliseconds);
        // The JPEG was only slow: both pictures are in the stream now.
        return new EncodingResult(picture, Repeat: await NextAsync(hung, cancellation) ?? throw Hung());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => encoder.DisposeAsync();

    private async ValueTask WriteAsync(
        long milliseconds,
        ReadOnlyMemory<byte> jpeg,
        TimeSpan hung,
        CancellationToken cancellation
    )
    {
        var writing = encoder.WriteAsync(milliseconds, jpeg, cancellation);
        if (writing.IsCompletedSuccessfully)
            return;
        // The write observes the cancellation itself: it must not read the JPEG any more
        // afterwards.
        await writing.AsTask().WaitAsync(hung, time, CancellationToken.None);
    }

    // Null if none came in time.
    private async ValueTask<EncodedPicture?> NextAsync(TimeSpan patience, CancellationToken cancellation)
    {
        EncodedPicture? picture;
        while (!encoder.Pictures.TryRead(out picture))
        {
            _waiting ??= encoder.Pictures.WaitToReadAsync(cancellation).AsTask();
            try
            {
                if (!await _waiting.WaitAsync(patience, time, cancellation))
                {
                    await encoder.Completion;
                    throw new EncoderException("The encoder ended without a reason.");
                }
            }
            catch (TimeoutException)
            {
                return null;
            }
            _waiting = null;
        }
        _hasStarted = true;
        return picture;
    }

    private TimeoutException Hung() => new($"The encoder gave no picture for {options.HungAfterMilliseconds} ms.");

    private static EncoderException Unexpected(EncodedPicture picture, long wanted)
    {
        picture.Dispose();
        return new EncoderException($"The encoder gave a picture of {picture.Milliseconds} ms instead of {wanted} ms.");
    }
}
