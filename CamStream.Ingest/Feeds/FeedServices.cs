using System.Net.Sockets;
using CamStream.Frames.Configuration;
using CamStream.Frames.Encoders;
using CamStream.Ingest.Cameras;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Feeds;

/// <summary>The streams to the encoders.</summary>
internal static class FeedServices
{
    public static void AddFeeds(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FeedOptions>().BindConfiguration(FeedOptions.Section).ValidateOnStart();
        builder.Services.AddValidator(FeedOptions.Section, new FeedOptionsValidator());
        var encoders = EncoderMap.Read(builder.Configuration);
        builder.Services.AddSingleton(services => new EncoderDirectory(
            encoders,
            TimeSpan.FromMilliseconds(services.GetRequiredService<IOptions<FeedOptions>>().Value.RestMilliseconds),
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton(services => Http(services.GetRequiredService<IOptions<FeedOptions>>().Value));
        builder.Services.AddSingleton<EncoderClient>();
        builder.Services.AddSingleton<FeedAccounts>();
        builder.Services.AddSingleton<FeedContext>();
        builder.Services.AddHostedService<EncoderProbe>();
        builder.Services.AddSingleton<Func<Camera, CameraFeed>>(services =>
            camera => ActivatorUtilities.CreateInstance<CameraFeed>(services, camera)
        );
        builder.Services.AddSingleton<FeedDirectory>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FeedDirectory>());
    }

    private static HttpMessageInvoker Http(FeedOptions options) =>
        new(
            new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromMilliseconds(options.ConnectTimeoutMilliseconds),
                ConnectCallback = async (context, cancellation) =>
                    new NetworkStream(
                        await EncoderConnection.ConnectAsync(
                            context.DnsEndPoint,
                            TimeSpan.FromMilliseconds(options.WriteTimeoutMilliseconds),
                            cancellation
                        ),
                        ownsSocket: true
                    ),
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                UseProxy = false,
                ActivityHeadersPropagator = null, // one request has many traces: each frame carries its own
            }
        );
}
