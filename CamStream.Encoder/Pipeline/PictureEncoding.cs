using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Telemetry;
using CamStream.Encoder.Timeline;
using CamStream.Frames;

namespace CamStream.Encoder.Pipeline;

/// <summary>
/// Carries out the timeline's steps: runs the H.264 encoder's sessions, keeps the last picture,
/// fills parts. Every frame handed in is accounted for, and disposed or kept as the last picture.
/// Not thread-safe, but for <see cref="Latest"/>.
/// </summary>
internal sealed partial class PictureEncoding(
    CameraId camera,
    MediaGrid grid,
    TimeSpan repeat,
    StartH264Encoder startEncoder,
    PipelineOptions options,
    PartPackager packager,
    EncoderMetrics metrics,
    TimeProvider time,
    ILogger logger
) : IAsyncDisposable
{
    private readonly RestartBackoff _backoff = new();
    private readonly PictureRate _rate = new(grid.SegmentDuration);
    private EncodingSession? _session;
    private bool _hasBegun; // the live stream knows the session's init section
    private bool _hasPicture; // the session has shown the latest picture
    private (int Width, int Height) _size;
    private TimeSpan _busy; // with the pictures of the segment
    private long _joins; // until there the session is filled with one picture

    /// <summary>The newest picture shown.</summary>
    public LatestPicture Latest { get; } = new();

    /// <summary>Where the parts go.</summary>
    public PartPackager Packager => packager;

    /// <summary>Whether an encoder runs, or may be started.</summary>
    public bool IsReady => _session is not null || _backoff.MayStart(time.GetUtcNow());

    /// <summary>Carries out steps.</summary>
    /// <param name="steps">In order.</param>
    /// <param name="frame">The frame they show, which is taken over; or null.</param>
    /// <param name="captured">Its capture time by our clock.</param>
    /// <param name="cancellation">Ends the encoder.</param>
    /// <returns>Null, or the first part that was not published: the session broke off.</returns>
    public async ValueTask<long?> CarryOutAsync(
        IReadOnlyList<TimelineStep> steps,
        Frame? frame,
        DateTimeOffset captured,
        CancellationToken cancellation
    )
    {
        var brokeOff = false;
        var at = 0L;
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
            Log.EncoderFailed(logger, camera, failure.Message);
            metrics.EncoderFailed(camera);
            await EndSessionAsync(); // before the frame it may still read is disposed
            brokeOff = true;
        }
        finally
        {
            if (frame is not null)
                Drop(frame, DropReason.EncoderStopped);
        }
        if (!brokeOff)
            return null;
        _backoff.Failed(time.GetUtcNow());
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

    // Takes the frame over, unless it throws. False: there is no picture to go on with.
    private async ValueTask<bool> ShowAsync(
        TimelineStep step,
        Frame? frame,
        DateTimeOffset captured,
        CancellationToken cancellation
    )
    {
        if (step.Time % grid.SegmentTicks == 0)
            await StartSegmentAsync(step.Time);
        var known = _hasPicture ? Latest.Frame : null;
        var started = time.GetTimestamp();
        var result = await _session!.EncodeAsync(step.Time, (frame ?? known!).Jpeg, known?.Jpeg, cancellation);
        _busy += time.GetElapsedTime(started);
        _rate.Count();
        if (result.Picture is { } picture)
        {
            if (step.Key && !picture.Keyframe)
                throw new EncoderException("No keyframe where one must be.");
            if (!_hasBegun)
                packager.Begin((await _session.AvcC).Span);
            _hasBegun = true;
            packager.Add(
                frame is null || result.IsSubstitute
                    ? new PartPicture(picture, step.Time)
                    : Fresh(picture, step.Time, frame, captured)
            );
            if (result.Repeat is { } repeated)
                packager.Add(new PartPicture(repeated, step.Time + MediaGrid.Timescale90k / 1_000));
        }
        if (frame is null)
            return true;
        if (result.Picture is not null && !result.IsSubstitute)
        {
            Latest.Set(frame, captured);
            _hasPicture = true;
            return true;
        }
        Drop(frame, DropReason.Undecodable);
        return result.IsSubstitute && captured - Latest.Captured < repeat; // frames that cannot be seen do not keep a picture alive
    }

    private PartPicture Fresh(EncodedPicture picture, long at, Frame frame, DateTimeOffset captured)
    {
        var now = time.GetUtcNow();
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

    private async ValueTask StartSegmentAsync(long at)
    {
        if (_busy > TimeSpan.Zero)
            metrics.SegmentEncoded(camera, grid.SegmentDuration / _busy);
        _busy = TimeSpan.Zero;
        if (at <= _joins)
            _rate.StartSession();
        else if (_rate.StartSegment())
            await RestartForRateAsync(at);
    }

    private void Drop(Frame frame, string reason)
    {
        metrics.FrameDropped(frame, reason);
        EncoderTracing.Dropped(frame, reason, time.GetUtcNow());
        frame.Dispose();
    }

    private void StartSession(long origin, int width, int height)
    {
        var encoder = startEncoder(
            new H264Session(
                width,
                height,
                _rate.Hint,
                grid,
                Math.Max(0, _joins - origin) * 1_000 / MediaGrid.Timescale90k
            )
        );
        _backoff.Started(time.GetUtcNow());
        _session = new EncodingSession(encoder, origin, options, time);
        (_size, _hasBegun) = ((width, height), false);
    }

    private async ValueTask RestartForRateAsync(long origin)
    {
        Log.RateChanged(logger, camera, _rate.Hint);
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

    private async ValueTask<long> BreakOffAsync(long failedAt)
    {
        var firstUnpublished = packager.OpenStart ?? grid.PartStart(failedAt);
        await EndSessionAsync();
        packager.Discard();
        return firstUnpublished;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The H.264 encoder of {Camera} failed and is started again: {Reason}")]
        public static partial void EncoderFailed(ILogger logger, CameraId camera, string reason);

        [LoggerMessage(
            LogLevel.Information,
            "{Camera} has another frame rate: the H.264 encoder is started anew for {PicturesPerSecond} pictures a second"
        )]
        public static partial void RateChanged(ILogger logger, CameraId camera, double picturesPerSecond);
    }
}
