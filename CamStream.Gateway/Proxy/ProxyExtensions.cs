using CamStream.Gateway.Coalescing;
using Yarp.ReverseProxy.Health;

namespace CamStream.Gateway.Proxy;

/// <summary>The two things behind the gateway.</summary>
internal static class ProxyExtensions
{
    public static void AddEncodersAndIngest(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, FirstFailurePolicy>();
        // Streams are for players on any site, as the encoders say too; the API is for our own
        // page.
        builder.Services.AddCors(cors =>
            cors.AddPolicy(
                ProxyConfiguration.AnySite,
                site => site.AllowAnyOrigin().AllowAnyHeader().WithMethods("GET", "HEAD")
            )
        );
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory(ProxyConfiguration.Routes, ProxyConfiguration.Clusters(builder.Configuration))
            .ConfigureHttpClient(
                (_, handler) =>
                {
                    handler.ConnectTimeout = TimeSpan.FromSeconds(1);
                    handler.EnableMultipleHttp2Connections = true;
                }
            );
    }

    public static void MapEncodersAndIngest(this WebApplication app)
    {
        app.UseCors();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<CoalescingMiddleware>();
            proxy.UsePassiveHealthChecks();
        });
    }
}
