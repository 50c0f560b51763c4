using CamStream.Encoder.Hls;
using CamStream.Frames.Configuration;

namespace CamStream.Encoder.Cameras;

/// <summary>Registers the cameras, and maps their newest pictures.</summary>
internal static class CameraExtensions
{
    /// <summary>
    /// Registers the registry of cameras, which is the <see cref="ILiveStreams"/> of the origin.
    /// </summary>
    public static IServiceCollection AddCameras(this IServiceCollection services)
    {
        services.AddOptions<IncomingFeedOptions>().BindConfiguration(IncomingFeedOptions.Section).ValidateOnStart();
        services.AddValidator(IncomingFeedOptions.Section, new IncomingFeedOptionsValidator());
        services.AddSingleton(new FeedLedgers(FeedLedgers.DefaultCapacity));
        services.AddSingleton<PipelineLifetimes>();
        services.AddSingleton<CameraRegistry>();
        services.AddSingleton<ILiveStreams>(provider => provider.GetRequiredService<CameraRegistry>());
        return services;
    }

    /// <summary>Maps <c>GET /hls/{camera}/latest.jpg</c>.</summary>
    public static IEndpointRouteBuilder MapCameras(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapMethods("/hls/{camera}/latest.jpg", [HttpMethods.Get, HttpMethods.Head], StillEndpoint.GetAsync)
            .AddEndpointFilter(HlsExtensions.AllowAnyOrigin);
        return endpoints;
    }
}
