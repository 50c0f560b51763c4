using CamStream.Gateway.Encoders;

namespace CamStream.Gateway.Proxy;

/// <summary>YARP: it passes the API on to Ingest and keeps connections to encoders.</summary>
internal static class ProxyExtensions
{
    /// <summary>Registers YARP with its clusters.</summary>
    public static void AddProxy(this WebApplicationBuilder builder) =>
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory(
                [IngestProxy.Route],
                [IngestProxy.Cluster(builder.Configuration), EncoderCluster.Configure(builder.Configuration)]
            )
            .ConfigureHttpClient(
                (_, handler) =>
                {
                    handler.ConnectTimeout = TimeSpan.FromSeconds(1);
                    handler.EnableMultipleHttp2Connections = true;
                }
            );

    /// <summary>Maps the API of Ingest.</summary>
    public static void MapProxy(this WebApplication app) => app.MapReverseProxy();
}
