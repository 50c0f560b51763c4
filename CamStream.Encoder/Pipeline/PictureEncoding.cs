using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Carries out the timeline's steps: it runs the sessions of the H.264 encoder, keeps the last
/// picture, and fills parts. It ends every frame that it takes, or keeps it as the last picture.
/// Not thread-safe, except for <see cref="Latest"/>.
/// </summary>
internal sealed partial class PictureEncoding(
    PipelineContext context,
    StartH264Encoder startEncoder,
    PartPackager packager
) : IAsyncDisposable
{
    private readonly RestartBackoff _backoff = new();
    private readonly PictureRate _rate = new(context.Grid.SegmentDuration.ToTimeSpan());
    private EncodingSession? _session;
    private bool _hasBegun; // the live stream has the session's init section
    private bool _hasPicture; // the session has shown the latest picture
    private (int Width, int Height) _size;
    private TimeSpan _busy; // time spent on the pictures of the segment
    private MediaTime _joins; // the session is filled with one picture up to here

    /// <summary>The newest picture that is shown.</summary>
    public LatestPicture Latest { get; } = new();

    /// <summary>The packager that receives the pictures.</summary>
    public PartPackager Packager => packager;

    /// <summary>Whether an encoder runs, or may be started.</summary>
    public bool IsReady => _session is not null || _backoff.MayStart(context.Time.GetUtcNow());

    /// <summary>Carries out steps.</summary>
    /// <param name="steps">The steps, in order.</param>
    /// <param name="frame">The frame that they show, which is taken over; or null.</param>
    /// <param name="captured">The frame's capture time by our clock.</param>
    /// <param name="cancellation">Ends the encoder.</param>
    /// <returns>
    /// Null; or, when the session broke off, the start of the first part that was not published.
    /// </returns>
    public async ValueTask<MediaTime?> CarryOutAsync(
        IReadOnlyList<TimelineStep> steps,
        Frame? frame,
        DateTimeOffset captured,
        CancellationToken cancellation
    )
    {
        var brokeOff = false;
        var at = MediaTime.Zero;
        try
        {
            for (var i = 0; i < steps.Count && !brokeOff; i++)
            {
                var step = steps[i];
                at = step.Action is TimelineAction.ShowFrame or TimelineAction.ShowLast ? step.Time : at;
                switch (step.Action)
                {
                    case TimelineAction.StartSession:
                        await EndSessionAsync();
                        _rate.StartSession();
                        (_hasPicture, _busy) = (false, TimeSpan.Zero);
                        _joins = steps.Last(s => s.Key).Time;
                        StartSession(step.Time, frame!.Picture.Width, frame.Picture.Height);
                        break;
                    case TimelineAction.ShowFrame:
                        brokeOff = !await ShowAsync(step, frame!, captured, cancellation);
                        frame = null;
                        break;
                    case TimelineAction.ShowLast:
                        brokeOff = !await ShowAsync(step, null, captured, cancellation);
                        break;
                    case TimelineAction.PublishPart:
                        packager.Publish();
                        break;
                    case TimelineAction.Rest:
                        await EndSessionAsync();
                        break;
                }
            }
        }
        catch (Exception failure) when (failure is EncoderException or TimeoutException or InvalidDataException)
        {
            Log.EncoderFailed(context.Logger, context.Camera, failure.Message);
            context.Metrics.EncoderFailed(context.Camera);
            await EndSessionAsync(); // first, as it may still read the frame
            brokeOff = true;
        }
        finally
        {
            if (frame is not null)
                context.Outcomes.Drop(frame, DropReason.EncoderStopped);
        }
        if (!brokeOff)
            return null;
        _backoff.Failed(context.Time.GetUtcNow());
        return await BreakOffAsync(at);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndSessionAsync();
        packager.Discard();
        packager.Live.End();
        Latest.Dispose();
    }

    // Takes the frame over, unless it throws. False when there is no picture to continue with.
    private async ValueTask<bool> ShowAsync(
        TimelineStep step,
        Frame? frame,
        DateTimeOffset captured,
        CancellationToken cancellation
    )
    {
        if (context.Grid.IsSegmentStart(step.Time))
            await StartSegmentAsync(step.Time);
        var known = _hasPicture ? Latest.Frame : null;
        var started = context.Time.GetTimestamp();
        var result = await _session!.EncodeAsync(step.Time, (frame ?? known!).Jpeg, known?.Jpeg, cancellation);
        _busy += context.Time.GetElapsedTime(started);
        _rate.Count();
        if (result.Picture is { } picture)
        {
            if (step.Key && !picture.Keyframe)
                throw new EncoderException("The encoder gave no keyframe where a segment or a session starts.");
            if (!_hasBegun)
                packager.Begin((await _session.AvcC).Span);
            _hasBegun = true;
            packager.Add(
                frame is null || result.IsSubstitute
                    ? new PartPicture(picture, step.Time)
                    : Fresh(picture, step.Time, frame, captured)
            );
            if (result.Repeat is { } repeated)
                packager.Add(new PartPicture(repeated, step.Time + MediaTime.Millisecond));
        }
        if (frame is null)
            return true;
        if (result.Picture is not null && !result.IsSubstitute)
        {
            Latest.Set(frame, captured);
            _hasPicture = true;
            return true;
        }
        context.Outcomes.Drop(frame, DropReason.Undecodable);
        // Undecodable frames do not keep the last picture alive.
        return result.IsSubstitute && captured - Latest.Captured < context.Repeat;
    }

    private PartPicture Fresh(EncodedPicture picture, MediaTime at, Frame frame, DateTimeOffset captured)
    {
        var now = context.Time.GetUtcNow();
        return new PartPicture(
            picture,
            at,
            captured,
            frame.Arrived,
            now,
            EncoderTracing.Encoded(frame, captured, now),
            frame.IsCopy
        );
    }

    private async ValueTask StartSegmentAsync(MediaTime at)
    {
        if (_busy > TimeSpan.Zero)
            context.Metrics.SegmentEncoded(context.Camera, context.Grid.SegmentDuration.ToTimeSpan() / _busy);
        _busy = TimeSpan.Zero;
        if (at <= _joins)
            _rate.StartSession();
        else if (_rate.StartSegment())
            await RestartForRateAsync(at);
    }

    private void StartSession(MediaTime origin, int width, int height)
    {
        var joins = MediaTime.Max(MediaTime.Zero, _joins - origin).Milliseconds;
        var encoder = startEncoder(new H264Session(width, height, _rate.Hint, context.Grid, joins));
        _backoff.Started(context.Time.GetUtcNow());
        _session = new EncodingSession(encoder, origin, context.Options, context.Time);
        (_size, _hasBegun) = ((width, height), false);
    }

    private async ValueTask RestartForRateAsync(MediaTime origin)
    {
        Log.RateChanged(context.Logger, context.Camera, _rate.Hint);
        await EndSessionAsync();
        StartSession(origin, _size.Width, _size.Height);
    }

    private async ValueTask EndSessionAsync()
    {
        if (_session is not { } session)
            return;
        _session = null;
        await session.DisposeAsync();
    }

    private async ValueTask<MediaTime> BreakOffAsync(MediaTime failedAt)
    {
        var firstUnpublished = packager.OpenStart ?? context.Grid.PartStart(failedAt);
        await EndSessionAsync();
        packager.Discard();
        return firstUnpublished;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The H.264 encoder of {Camera} failed and is restarted: {Reason}")]
        public static partial void EncoderFailed(ILogger logger, CameraId camera, string reason);

        [LoggerMessage(
            LogLevel.Information,
            "{Camera} has a new frame rate: its H.264 encoder is restarted for {PicturesPerSecond} pictures per second"
        )]
        public static partial void RateChanged(ILogger logger, CameraId camera, double picturesPerSecond);
    }
}
