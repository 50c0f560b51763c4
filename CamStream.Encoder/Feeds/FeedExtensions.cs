using CamStream.Frames.Encoders;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace CamStream.Encoder.Feeds;

/// <summary>Registers and maps the feeds.</summary>
internal static class FeedExtensions
{
    /// <summary>Registers the endpoint of feeds, and the settings of their connections.</summary>
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = FeedConnection.Listen);
        services.AddSingleton<FrameEndpoint>();
        return services;
    }

    /// <summary>Maps <c>POST /cameras/{camera}/frames</c>.</summary>
    public static IEndpointRouteBuilder MapFeeds(this IEndpointRouteBuilder endpoints)
    {
        var frames = endpoints.ServiceProvider.GetRequiredService<FrameEndpoint>();
        endpoints.MapPost(EncoderRoutes.Frames, frames.PostAsync);
        return endpoints;
    }
}
