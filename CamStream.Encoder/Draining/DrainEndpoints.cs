using CamStream.Encoder.Feeds;
using CamStream.Frames;
using CamStream.Frames.Configuration;
using CamStream.Frames.Encoders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Draining;

/// <summary>
/// How a camera changes from one encoder to another, as who feeds them asks for it.
/// </summary>
internal static class DrainEndpoints
{
    private static readonly TimeSpan _timeToStop = TimeSpan.FromSeconds(10);

    /// <summary>Registers the drain, which the host waits for before it stops.</summary>
    public static IServiceCollection AddDraining(this IServiceCollection services)
    {
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section).ValidateOnStart();
        services.AddValidator(DrainOptions.Section, new DrainOptionsValidator());
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services
            .AddOptions<HostOptions>()
            .Configure<IOptions<DrainOptions>>(
                (host, drain) => host.ShutdownTimeout = TimeSpan.FromSeconds(drain.Value.Seconds) + _timeToStop
            );
        return services;
    }

    /// <summary>
    /// Maps <c>GET /cameras</c> (<see cref="EncoderReport"/>) and, of one camera, <c>POST
    /// …/release</c> (<see cref="ReleasedCamera"/>), <c>…/takeover?msn=</c> and
    /// <c>…/written?run=&amp;last=</c>; 404 for a camera that is not here.
    /// </summary>
    public static IEndpointRouteBuilder MapDraining(this IEndpointRouteBuilder endpoints)
    {
        var drain = endpoints.ServiceProvider.GetRequiredService<Drain>();
        // A signal comes here first, the host's own stopping later.
        endpoints
            .ServiceProvider.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStopping.Register(() => drain.BeginAsync());
        endpoints.MapGet("/cameras", Report);
        endpoints.MapPost("/cameras/{camera}/release", Release);
        endpoints.MapPost("/cameras/{camera}/takeover", TakeOver);
        endpoints.MapPost("/cameras/{camera}/written", Settle);
        return endpoints;
    }

    private static JsonHttpResult<EncoderReport> Report(CameraRegistry cameras, Drain drain)
    {
        drain.Asked();
        return TypedResults.Json(new EncoderReport(drain.HasBegun, cameras.Ready()), EncoderJson.Default.EncoderReport);
    }

    private static Results<JsonHttpResult<ReleasedCamera>, ProblemHttpResult> Release(
        string camera,
        CameraRegistry cameras
    ) =>
        CameraId.TryParse(camera, out var id) && cameras.Release(id) is { } released
            ? TypedResults.Json(released, EncoderJson.Default.ReleasedCamera)
            : NoCamera(camera);

    private static Results<NoContent, ProblemHttpResult> TakeOver(string camera, long msn, CameraRegistry cameras) =>
        CameraId.TryParse(camera, out var id) && cameras.TakeOver(id, msn)
            ? TypedResults.NoContent()
            : NoCamera(camera);

    /// <summary>409 while a feed of the camera is open: what it still brings is not lost.</summary>
    private static Results<NoContent, ProblemHttpResult> Settle(
        string camera,
        string run,
        long last,
        CameraRegistry cameras
    )
    {
        if (!CameraId.TryParse(camera, out var id))
            return NoCamera(camera);
        return cameras.Settle(id, new FeedPlace(run, last))
            ? TypedResults.NoContent()
            : TypedResults.Problem("A feed of it is open.", statusCode: StatusCodes.Status409Conflict);
    }

    private static ProblemHttpResult NoCamera(string camera) =>
        TypedResults.Problem($"There is no camera '{camera}' here.", statusCode: StatusCodes.Status404NotFound);
}
