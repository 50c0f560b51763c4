using System.Net.Sockets;
using CamStream.Frames.Configuration;
using CamStream.Frames.Encoders;
using CamStream.Ingest.Cameras;
using Microsoft.Extensions.Options;

namespace CamStream.Ingest.Forwarding;

/// <summary>Adds the streams to the encoders.</summary>
internal static class ForwardingExtensions
{
    /// <exception cref="InvalidOperationException">
    /// No encoder is configured, or its address cannot be used.
    /// </exception>
    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ForwardingOptions>().BindConfiguration(ForwardingOptions.Section).ValidateOnStart();
        builder.Services.AddValidator(ForwardingOptions.Section, new ForwardingOptionsValidator());
        var encoders = EncoderMap.Read(builder.Configuration);
        builder.Services.AddSingleton(services => new EncoderDirectory(
            encoders,
            TimeSpan.FromMilliseconds(Options(services).RestMilliseconds),
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton(services => Http(Options(services)));
        builder.Services.AddSingleton<EncoderClient>();
        builder.Services.AddSingleton<WrittenFrames>();
        builder.Services.AddSingleton<ForwardingContext>();
        builder.Services.AddHostedService<EncoderProbe>();
        builder.Services.AddSingleton<Func<Camera, CameraForwarder>>(services =>
            camera => ActivatorUtilities.CreateInstance<CameraForwarder>(services, camera)
        );
        builder.Services.AddSingleton<CameraForwarders>();
        builder.Services.AddHostedService(services => services.GetRequiredService<CameraForwarders>());
    }

    private static ForwardingOptions Options(IServiceProvider services) =>
        services.GetRequiredService<IOptions<ForwardingOptions>>().Value;

    private static HttpMessageInvoker Http(ForwardingOptions options) =>
        new(
            new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromMilliseconds(options.ConnectTimeoutMilliseconds),
                ConnectCallback = async (context, cancellation) =>
                    new NetworkStream(
                        await EncoderConnection.ConnectAsync(context.DnsEndPoint, options.WriteTimeout, cancellation),
                        ownsSocket: true
                    ),
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                UseProxy = false,
                ActivityHeadersPropagator = null, // one request has many traces: each frame carries its own
            }
        );
}
