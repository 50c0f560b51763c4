using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using CamStream.Frames;
using CamStream.Ingest.Broker;
using CamStream.Ingest.Cameras;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CamStream.Ingest.Api;

/// <summary>Answers requests for cameras. Errors are problem+json (RFC 9457).</summary>
internal static class CameraEndpoints
{
    /// <summary><c>GET /cameras</c>: all cameras, by id.</summary>
    public static Ok<CameraList> List(CameraRegistry registry) => TypedResults.Ok(registry.View());

    /// <summary><c>GET /cameras/events</c>: <see cref="CameraEvents"/>.</summary>
    public static ServerSentEventsResult<string> Listen(
        CameraEvents events,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        // Some proxies would collect events before they pass them on: this tells them not to.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(events.ListenAsync(cancellation));
    }

    /// <summary><c>GET /cameras/{id}</c>: one camera.</summary>
    public static Results<Ok<CameraView>, ProblemHttpResult> Get(string id, CameraRegistry registry) =>
        TryFind(id, registry, out var camera, out var problem) ? TypedResults.Ok(camera.View()) : problem;

    /// <summary>
    /// <c>PUT /cameras/{id}/settings</c>: what the body names is changed, the rest stays. The
    /// camera gets all of it as a retained message with the next version.
    /// </summary>
    public static async Task<Results<Ok<CameraSettings>, ProblemHttpResult>> PutSettingsAsync(
        string id,
        HttpRequest request,
        CameraRegistry registry,
        CameraPublisher publisher,
        CancellationToken cancellation
    )
    {
        if (!TryFind(id, registry, out var camera, out var unknown))
            return unknown;
        CameraSettings? wanted;
        try
        {
            wanted = await request.ReadFromJsonAsync(IngestJson.Default.CameraSettings, cancellation);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return BadRequest($"The body is not settings: {failure.Message}");
        }
        if (wanted is null)
            return BadRequest("The body is null: it must be a JSON object.");
        if (wanted.Problem() is { } problem)
            return BadRequest(problem);
        return await publisher.PublishAsync(camera, wanted, cancellation) is { } published
            ? TypedResults.Ok(published)
            : NoBroker();
    }

    /// <summary>
    /// <c>DELETE /cameras/{id}</c>: what the broker retains of the camera is taken back. Ingest
    /// then forgets the camera, unless it still publishes.
    /// </summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id,
        CameraRegistry registry,
        CameraPublisher publisher,
        CancellationToken cancellation
    )
    {
        if (!TryFind(id, registry, out var camera, out var unknown))
            return unknown;
        return await publisher.ForgetAsync(camera, cancellation) ? TypedResults.NoContent() : NoBroker();
    }

    private static bool TryFind(
        string id,
        CameraRegistry registry,
        [NotNullWhen(true)] out Camera? camera,
        [NotNullWhen(false)] out ProblemHttpResult? problem
    )
    {
        (camera, problem) = (null, null);
        if (!CameraId.TryParse(id, out var parsed))
            problem = BadRequest(CameraId.Problem(id));
        else if (!registry.TryGet(parsed, out camera))
            problem = TypedResults.Problem($"No camera '{id}' is known.", statusCode: StatusCodes.Status404NotFound);
        return problem is null;
    }

    private static ProblemHttpResult BadRequest(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult NoBroker() =>
        TypedResults.Problem(
            "The broker is not connected: try again.",
            statusCode: StatusCodes.Status503ServiceUnavailable
        );
}
