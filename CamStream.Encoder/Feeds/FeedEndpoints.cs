using CamStream.Encoder.Hls;
using CamStream.Frames.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace CamStream.Encoder.Feeds;

/// <summary>The feeds' place in the service.</summary>
internal static class FeedEndpoints
{
    /// <summary>
    /// Registers the feeds and the registry of cameras, the <see cref="ILiveStreams"/> of the
    /// origin.
    /// </summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddOptions<FeedOptions>().BindConfiguration(FeedOptions.Section).ValidateOnStart();
        services.AddValidator(FeedOptions.Section, new FeedOptionsValidator());
        services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = FeedConnection.Listen);
        services.AddSingleton<CameraRegistry>();
        services.AddSingleton<ILiveStreams>(provider => provider.GetRequiredService<CameraRegistry>());
        services.AddSingleton<FrameEndpoint>();
        return services;
    }

    /// <summary>
    /// Maps <c>POST /cameras/{camera}/frames</c> and <c>GET /hls/{camera}/latest.jpg</c>, until the
    /// service ends.
    /// </summary>
    public static IEndpointRouteBuilder MapFeeds(this IEndpointRouteBuilder endpoints)
    {
        var frames = endpoints.ServiceProvider.GetRequiredService<FrameEndpoint>();
        endpoints.MapPost("/cameras/{camera}/frames", frames.PostAsync);
        endpoints.MapMethods("/hls/{camera}/latest.jpg", [HttpMethods.Get, HttpMethods.Head], StillEndpoint.GetAsync);
        return endpoints;
    }
}
