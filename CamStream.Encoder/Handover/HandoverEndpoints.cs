using CamStream.Encoder.Draining;
using CamStream.Frames;
using CamStream.Frames.Encoders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CamStream.Encoder.Handover;

/// <summary>What Ingest asks an encoder when it moves cameras.</summary>
internal static class HandoverEndpoints
{
    /// <summary><c>GET /cameras</c>.</summary>
    public static JsonHttpResult<EncoderReport> Report(CameraHandover handover, Drain drain)
    {
        drain.Asked();
        return TypedResults.Json(
            new EncoderReport(drain.HasBegun, handover.Ready()),
            EncoderJson.Default.EncoderReport
        );
    }

    /// <summary><c>POST /cameras/{camera}/release</c>.</summary>
    public static Results<JsonHttpResult<ReleasedCamera>, ProblemHttpResult> Release(
        string camera,
        CameraHandover handover
    ) =>
        CameraId.TryParse(camera, out var id) && handover.Release(id) is { } released
            ? TypedResults.Json(released, EncoderJson.Default.ReleasedCamera)
            : NoCamera(camera);

    /// <summary><c>POST /cameras/{camera}/takeover?msn=</c>.</summary>
    public static Results<NoContent, ProblemHttpResult> TakeOver(string camera, long msn, CameraHandover handover) =>
        CameraId.TryParse(camera, out var id) && handover.TakeOver(id, msn)
            ? TypedResults.NoContent()
            : NoCamera(camera);

    /// <summary>
    /// <c>POST /cameras/{camera}/written?run=&amp;last=</c>; 409 while a feed of the camera is
    /// open, which may still bring the frames.
    /// </summary>
    public static Results<NoContent, ProblemHttpResult> Settle(
        string camera,
        string run,
        long last,
        CameraHandover handover
    )
    {
        if (!CameraId.TryParse(camera, out var id))
            return NoCamera(camera);
        return handover.Settle(id, new FeedPlace(run, last))
            ? TypedResults.NoContent()
            : TypedResults.Problem(
                $"A feed of '{camera}' is open: ask again when it has ended.",
                statusCode: StatusCodes.Status409Conflict
            );
    }

    private static ProblemHttpResult NoCamera(string camera) =>
        TypedResults.Problem(
            $"This encoder does not have the camera '{camera}'.",
            statusCode: StatusCodes.Status404NotFound
        );
}
