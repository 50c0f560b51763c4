namespace CamStream.Ingest.Api;

/// <summary>Adds and maps the API of cameras, with its events.</summary>
internal static class CameraApiExtensions
{
    public static void AddCameraApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CameraEvents>();
        builder.Services.AddHostedService<CameraWatch>();
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, IngestJson.Default)
        );
        builder.Services.AddProblemDetails();
    }

    public static void MapCameraApi(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        var cameras = app.MapGroup("/cameras");
        cameras.MapGet("", CameraEndpoints.List);
        cameras.MapGet("/events", CameraEndpoints.Listen);
        cameras.MapGet("/{id}", CameraEndpoints.Get);
        cameras.MapDelete("/{id}", CameraEndpoints.DeleteAsync);
        cameras.MapPut("/{id}/settings", CameraEndpoints.PutSettingsAsync);
    }
}
