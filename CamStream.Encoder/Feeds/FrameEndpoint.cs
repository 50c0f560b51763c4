using System.Diagnostics.CodeAnalysis;
using CamStream.Encoder.Cameras;
using CamStream.Encoder.Draining;
using CamStream.Encoder.Pipeline;
using CamStream.Frames;
using CamStream.Frames.Jpeg;
using CamStream.Frames.Multipart;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// <c>POST /cameras/{camera}/frames</c>: a stream of JPEGs, <c>multipart/x-mixed-replace</c>
/// (<see cref="MultipartFormat"/>), as long as the camera runs. Without a <c>Content-Type</c>, as
/// <c>ffmpeg -f mpjpeg</c> sends it, the first line gives the boundary. It answers 204 when the
/// stream has ended; 400 for a malformed camera id or framing; 415 for another type; 503 when there
/// are too many cameras, or the service stops. With <c>?standby=true</c> another encoder has the
/// camera, and this one answers no viewer before <c>takeover</c>. A part that is not a frame is
/// counted and skipped. Ingest has judged a part with <c>size</c> and <c>correction</c>; others are
/// judged here.
/// </summary>
internal sealed partial class FrameEndpoint(
    CameraRegistry registry,
    IOptions<IncomingFeedOptions> options,
    FrameOutcomes outcomes,
    TimeProvider time,
    Drain drain,
    ILogger<FrameEndpoint> logger
)
{
    /// <summary>Answers a feed.</summary>
    public async Task<Results<NoContent, ProblemHttpResult, EmptyHttpResult>> PostAsync(
        string camera,
        HttpContext context,
        bool standby = false
    )
    {
        if (!CameraId.TryParse(camera, out var id))
            return Problem(StatusCodes.Status400BadRequest, CameraId.Problem(camera));
        if (!TryBoundary(context.Request.ContentType, out var boundary))
            return Problem(
                StatusCodes.Status415UnsupportedMediaType,
                $"The Content-Type must be {MultipartFormat.MediaType}."
            );
        if (drain.HasBegun)
            return Problem(
                StatusCodes.Status503ServiceUnavailable,
                "This encoder is stopping: send the feed to another one."
            );
        using var feed = registry.Open(id, standby);
        if (feed is null)
            return Problem(
                StatusCodes.Status503ServiceUnavailable,
                $"This encoder has {options.Value.MaxCameras} cameras: no more are allowed (Feeds:MaxCameras)."
            );

        // A camera may send slowly, and for ever.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, drain.Over);
        var tally = new FeedTally();
        try
        {
            await ReadAsync(context, id, boundary, feed, tally, ending.Token);
            return TypedResults.NoContent();
        }
        catch (InvalidDataException broken)
        {
            tally.Problem = broken.Message;
            return Problem(StatusCodes.Status400BadRequest, broken.Message);
        }
        catch (Exception gone)
            when (gone is OperationCanceledException or ConnectionResetException or BadHttpRequestException)
        {
            context.Abort(); // no answer: the sender is gone, or this service stops
            return TypedResults.Empty;
        }
        finally
        {
            Log.Ended(logger, id, tally.Frames, tally.Refused, tally.Problem);
        }
    }

    private async Task ReadAsync(
        HttpContext context,
        CameraId camera,
        string? boundary,
        IncomingFeed feed,
        FeedTally tally,
        CancellationToken cancellation
    )
    {
        var unlabelled = new UnlabelledFrames(time);
        var reader = new MultipartFrameReader(
            context.Request.BodyReader,
            camera,
            boundary,
            options.Value.MaxFrameBytes,
            unlabelled.Next
        );
        while (await reader.ReadAsync(cancellation) is { } part)
        {
            if (part.Place is { } place)
                feed.Take(place);
            var problem = part.Problem;
            if (part.Frame is { } frame)
            {
                frame.Arrived = time.GetUtcNow();
                if (IsWhole(frame, out problem))
                {
                    tally.Frames++;
                    feed.Add(frame);
                    continue;
                }
                outcomes.Drop(frame, DropReason.Invalid);
            }
            else
            {
                outcomes.Refused(camera, part.IsCopy);
            }
            // Only the first refusal is logged now, the others with the end of the feed: many bad
            // parts make few lines.
            if (tally.Refused++ == 0)
                Log.Refused(logger, camera, problem);
            tally.Problem = problem;
        }
    }

    // Ingest has checked the frames that it sends.
    private static bool IsWhole(Frame frame, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (frame.Correction is not null)
            return true;
        if (!JpegStructure.TryRead(frame.Jpeg.Span, out var picture, out problem))
            return false;
        frame.Picture = picture.Size;
        return true;
    }

    private static bool TryBoundary(string? contentType, out string? boundary)
    {
        boundary = null;
        if (string.IsNullOrEmpty(contentType))
            return true;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            return false;
        if (!type.MediaType.Equals(MultipartFormat.MediaType, StringComparison.OrdinalIgnoreCase))
            return false;
        var value = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        boundary =
            value.Length == 0 ? null
            : value.StartsWith("--", StringComparison.Ordinal) ? value[2..]
            : value; // many cameras write the dashes too
        return true;
    }

    private static ProblemHttpResult Problem(int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A part of a feed of {Camera} was refused: {Problem}")]
        public static partial void Refused(ILogger logger, CameraId camera, string? problem);

        [LoggerMessage(
            LogLevel.Information,
            "A feed of {Camera} ended: {Frames} frames accepted, {Refused} parts refused. Last problem: {Problem}"
        )]
        public static partial void Ended(ILogger logger, CameraId camera, long frames, long refused, string? problem);
    }
}
