using CamStream.Frames.Configuration;

namespace CamStream.Ingest.Cameras;

/// <summary>Adds the registry of cameras.</summary>
internal static class CameraExtensions
{
    public static void AddCameras(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CameraOptions>().BindConfiguration(CameraOptions.Section).ValidateOnStart();
        builder.Services.AddValidator(CameraOptions.Section, new CameraOptionsValidator());
        builder.Services.AddSingleton<CameraRegistry>();
    }
}
