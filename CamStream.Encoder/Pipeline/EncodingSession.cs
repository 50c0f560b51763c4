using CamStream.Encoder.FFmpeg;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// One run of the H.264 encoder, with one picture under way at a time. A JPEG that gives no picture
/// in time is followed by a substitute one millisecond later, which no other picture can have
/// (<see cref="Timeline.CameraTimeline.MinimumGap"/>): if only that one's picture comes, the JPEG
/// was undecodable.
/// </summary>
internal sealed class EncodingSession(IH264Encoder encoder, long origin, PipelineOptions options, TimeProvider time)
    : IAsyncDisposable
{
    private const int TicksPerMillisecond = Timeline.MediaGrid.Timescale90k / 1_000;

    private Task<bool>? _waiting;
    private bool _hasStarted;

    /// <summary>The AVCDecoderConfigurationRecord; there when the first picture is.</summary>
    public Task<ReadOnlyMemory<byte>> AvcC => encoder.AvcC;

    /// <summary>Encodes one JPEG.</summary>
    /// <param name="at">When it is shown, ticks of 90 kHz since the Unix epoch.</param>
    /// <param name="jpeg">
    /// The JPEG; it must stay until the call returns, and after a failure until the session is
    /// disposed.
    /// </param>
    /// <param name="substitute">
    /// The same of a JPEG that is known to be decodable, of the same size; or null.
    /// </param>
    /// <param name="cancellation">Ends the session.</param>
    /// <exception cref="EncoderException">The encoder has ended.</exception>
    /// <exception cref="TimeoutException">The encoder hangs.</exception>
    public async ValueTask<EncodingResult> EncodeAsync(
        long at,
        ReadOnlyMemory<byte> jpeg,
        ReadOnlyMemory<byte>? substitute,
        CancellationToken cancellation
    )
    {
        var hung = TimeSpan.FromMilliseconds(options.HungAfterMilliseconds);
        var milliseconds = (at - origin) / TicksPerMillisecond;
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
        // It was only slow: both are part of the stream now.
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
        await writing.AsTask().WaitAsync(hung, time, CancellationToken.None); // cancelled by itself, when it reads the JPEG no more
    }

    // Null: none came in time.
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
                    throw new EncoderException("The encoder ended without a word.");
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

    private TimeoutException Hung() => new($"No picture for {options.HungAfterMilliseconds} ms.");

    private static EncoderException Unexpected(EncodedPicture picture, long wanted)
    {
        picture.Dispose();
        return new EncoderException($"A picture of {picture.Milliseconds} ms where one of {wanted} ms was wanted.");
    }
}
