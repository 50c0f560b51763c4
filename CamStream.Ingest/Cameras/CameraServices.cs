using System.Text.Json;
using CamStream.Frames;
using CamStream.Frames.Configuration;
using CamStream.Ingest.Broker;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CamStream.Ingest.Cameras;

/// <summary>The registry of cameras, its watch, and its API.</summary>
internal static class CameraServices
{
    public static void AddCameras(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CameraOptions>().BindConfiguration(CameraOptions.Section).ValidateOnStart();
        builder.Services.AddValidator(CameraOptions.Section, new CameraOptionsValidator());
        builder.Services.AddSingleton<CameraRegistry>();
        builder.Services.AddSingleton<CameraEvents>();
        builder.Services.AddHostedService<CameraWatch>();
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, IngestJson.Default)
        );
        builder.Services.AddProblemDetails();
    }

    public static void MapCameras(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        var cameras = app.MapGroup("/cameras");
        cameras.MapGet("", (CameraRegistry registry) => TypedResults.Ok(registry.View()));
        cameras.MapGet(
            "/events",
            (CameraEvents events, HttpContext context, CancellationToken cancellation) =>
            {
                // A proxy that would hold events back is told not to.
                context.Response.Headers["X-Accel-Buffering"] = "no";
                return TypedResults.ServerSentEvents(events.ListenAsync(cancellation));
            }
        );
        cameras.MapGet("/{id}", Get);
        cameras.MapDelete("/{id}", DeleteAsync);
        cameras.MapPut("/{id}/settings", PutSettings);
    }

    private static Results<Ok<CameraView>, ProblemHttpResult> Get(string id, CameraRegistry registry) =>
        Find(id, registry, out var camera) is { } problem ? problem : TypedResults.Ok(camera!.View());

    /// <summary>
    /// What the body names is changed, the rest stays; the whole goes to the camera as a retained
    /// message with the next version.
    /// </summary>
    private static async Task<Results<Ok<CameraSettings>, ProblemHttpResult>> PutSettings(
        string id,
        HttpRequest request,
        CameraRegistry registry,
        CameraPublisher publisher,
        CancellationToken cancellation
    )
    {
        if (Find(id, registry, out var camera) is { } unknown)
            return unknown;
        CameraSettings? wanted;
        try
        {
            wanted = await request.ReadFromJsonAsync(IngestJson.Default.CameraSettings, cancellation);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return TypedResults.Problem(
                $"The body is not settings: {failure.Message}",
                statusCode: StatusCodes.Status400BadRequest
            );
        }
        if (wanted?.Problem() is { } problem)
            return TypedResults.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        if (wanted is null)
            return TypedResults.Problem(
                "The body is null: a JSON object is wanted.",
                statusCode: StatusCodes.Status400BadRequest
            );
        return await publisher.PublishAsync(camera!, wanted, cancellation) is { } published
            ? TypedResults.Ok(published)
            : NoBroker();
    }

    /// <summary>
    /// What the broker retains of the camera is taken back: so it is forgotten, unless it still
    /// publishes.
    /// </summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id,
        CameraRegistry registry,
        CameraPublisher publisher,
        CancellationToken cancellation
    )
    {
        if (Find(id, registry, out var camera) is { } unknown)
            return unknown;
        return await publisher.ForgetAsync(camera!, cancellation) ? TypedResults.NoContent() : NoBroker();
    }

    private static ProblemHttpResult NoBroker() =>
        TypedResults.Problem(
            "The broker is not connected: try again.",
            statusCode: StatusCodes.Status503ServiceUnavailable
        );

    private static ProblemHttpResult? Find(string id, CameraRegistry registry, out Camera? camera)
    {
        camera = null;
        if (!CameraId.TryParse(id, out var parsed))
        {
            return TypedResults.Problem(
                "Not a camera id: 1 to 63 of a-z, 0-9 and '-', not starting or ending with '-'.",
                statusCode: StatusCodes.Status400BadRequest
            );
        }
        return registry.TryGet(parsed, out camera)
            ? null
            : TypedResults.Problem($"No camera '{id}' is known.", statusCode: StatusCodes.Status404NotFound);
    }
}
