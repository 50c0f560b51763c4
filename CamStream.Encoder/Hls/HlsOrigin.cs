using System.Buffers;
using System.Globalization;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using CamStream.Frames.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Hls;

/// <summary>Answers the requests for playlists and media (RFC 8216bis §6.2).</summary>
internal sealed class HlsOrigin(
    ILiveStreams streams,
    IOptions<TimelineOptions> timeline,
    IOptions<HlsOptions> options,
    TimeProvider time
)
{
    private readonly PlaylistTiming _timing = new(timeline.Value.Grid);

    /// <summary>The multivariant playlist.</summary>
    public Task<IResult> GetMultivariantPlaylist(string camera, HttpContext context) =>
        AnswerAsync(
            camera,
            context,
            async stream =>
            {
                if (
                    await stream.WaitAsync(
                        static window => !window.Segments.IsEmpty || !window.Answers(null),
                        _timing.MaxBlocking,
                        context.RequestAborted
                    )
                    is not { } window
                )
                    return TimedOut();
                if (!window.Answers(null))
                    return NoCamera(camera);
                Cache(context, seconds: 1);
                return new PlaylistResult(MultivariantPlaylistWriter.Write(window, stream.FramesPerSecond));
            }
        );

    /// <summary>The media playlist, at once or when it has what the directives ask for.</summary>
    public Task<IResult> GetMediaPlaylist(string camera, HttpContext context) =>
        AnswerAsync(
            camera,
            context,
            async stream =>
            {
                if (!DeliveryDirectives.TryParse(context.Request.Query, out var directives, out var bad))
                    return bad.ToResult();
                if (
                    await stream.WaitAsync(
                        w => !w.Answers(directives.Msn) || directives.IsAnsweredBy(w, Now(w)),
                        _timing.MaxBlocking,
                        context.RequestAborted
                    )
                    is not { } window
                )
                    return TimedOut();
                if (!window.Answers(directives.Msn))
                    return NoCamera(camera);
                if (directives.IsTooFarAhead(window, Now(window), out bad))
                    return bad.ToResult();
                // Appendix B.1: answers to blocking requests are kept for six target durations.
                // Others are stale with the next part.
                if (directives.IsNearLiveEdge(window))
                    Cache(context, 6 * _timing.TargetSeconds, immutable: true);
                else
                    context.Response.Headers.CacheControl = "no-cache";
                return new PlaylistResult(directives.Skip ? window.DeltaUpdate : window.Playlist);
            }
        );

    /// <summary>An init section, a segment or a part.</summary>
    public Task<IResult> GetMedia(string camera, string name, HttpContext context) =>
        AnswerAsync(
            camera,
            context,
            async stream =>
            {
                if (!MediaName.TryParse(name, out var resource))
                    return NotFound(name);
                var window = stream.Current;
                if (
                    resource is MediaName.OfPart { Position: var hinted }
                    && window.IsAwaited(hinted)
                    && !window.Segments.IsEmpty
                )
                {
                    // §4.4.5.3: "The server will hold onto the request ("block") until it can
                    // respond." §6.2.6: not a byte before the part is whole.
                    if (
                        await stream.WaitAsync(
                            w => w.Next > hinted || !w.Tenure.Has(hinted.Msn),
                            _timing.MaxBlocking,
                            context.RequestAborted
                        )
                        is not { } newer
                    )
                        return TimedOut();
                    window = newer;
                }
                if (window.HasEnded)
                    return NoCamera(camera);
                // §6.2.6: 404 for what "it cannot find and that is not specified by an
                // EXT-X-PRELOAD-HINT tag", and for a hint that was not kept.
                if (Find(window, resource) is not { } data)
                    return NotFound(name);
                // §6.2.2: the planned time-to-live. A name is never used for other bytes.
                Cache(context, 2 * options.Value.WindowSegments * _timing.TargetSeconds, immutable: true);
                foreach (var frame in Frames(window, resource))
                    context.Response.Headers.Append(MediaHeaders.SampledFrame, frame);
                return new MediaResult(data);
            }
        );

    private PartPosition Now(LiveWindow window)
    {
        var now = MediaGrid.ToTicks(time.GetUtcNow());
        return new(window.Grid.MsnAt(now), window.Grid.PartAt(now));
    }

    private static ReadOnlySequence<byte>? Find(LiveWindow window, MediaName resource) =>
        resource switch
        {
            MediaName.OfInit { Hash: var hash } => Sequence(window.FindInit(hash)?.Data),
            MediaName.OfPart { Position: var position } when window.Tenure.Has(position.Msn) => Sequence(
                window.Find(position.Msn)?.Part(position.Part)?.Data
            ),
            MediaName.OfSegment { Msn: var msn } when window.Tenure.Has(msn) => window.Find(msn)
                is { IsWhole: true } segment
                ? segment.Data
                : null,
            _ => null,
        };

    // All of a part; of a segment, whose parts were there before it, the newest.
    private static ReadOnlySpan<string> Frames(LiveWindow window, MediaName resource) =>
        resource switch
        {
            MediaName.OfPart { Position: var position }
                when window.Find(position.Msn)?.Part(position.Part) is { } part => part.Frames.AsSpan(),
            MediaName.OfSegment { Msn: var msn }
                when window.Find(msn)?.Parts.LastOrDefault(part => part is { Frames.IsEmpty: false }) is { } part =>
                part.Frames.AsSpan()[^1..],
            _ => [],
        };

    private static ReadOnlySequence<byte>? Sequence(ReadOnlyMemory<byte>? data) =>
        data is { } bytes ? new(bytes) : null;

    private async Task<IResult> AnswerAsync(string camera, HttpContext context, Func<LiveStream, Task<IResult>> answer)
    {
        // Errors pass; what is found replaces this.
        context.Response.Headers.CacheControl = "no-store";
        if (!CameraId.TryParse(camera, out var id))
            return new BadParameter("camera", camera, CameraId.Rule).ToResult();
        if (!streams.TryGet(id, out var stream))
            return NoCamera(camera);
        try
        {
            return await answer(stream);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Empty; // the viewer is gone
        }
    }

    private static void Cache(HttpContext context, int seconds, bool immutable = false) =>
        context.Response.Headers.CacheControl = string.Create(
            CultureInfo.InvariantCulture,
            $"public, max-age={seconds}{(immutable ? ", immutable" : "")}"
        );

    private static ProblemHttpResult NoCamera(string camera) => NotFound($"camera '{camera}'");

    private static ProblemHttpResult NotFound(string what) =>
        TypedResults.Problem(
            statusCode: StatusCodes.Status404NotFound,
            title: "Not found",
            detail: $"There is no {what} here."
        );

    // §6.2.5.2: "A Server that cannot provide the requested Playlist after blocking for more than
    // three Target Durations SHOULD return Service Unavailable".
    private ProblemHttpResult TimedOut() =>
        TypedResults.Problem(
            statusCode: StatusCodes.Status503ServiceUnavailable,
            title: "Not available in time",
            detail: $"It did not come within {_timing.MaxBlocking.TotalSeconds:0} s, or too many wait for it."
        );
}
