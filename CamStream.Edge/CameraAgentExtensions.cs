using System.Diagnostics.Metrics;
using CamStream.Edge.Capture;
using CamStream.Edge.Publishing;
using CamStream.Edge.Settings;
using CamStream.Edge.Sources;
using CamStream.Edge.Status;
using CamStream.Edge.Supervision;
using CamStream.Frames;
using CamStream.Frames.Configuration;
using CamStream.Frames.Mqtt;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CamStream.Edge;

/// <summary>Registers the camera agent.</summary>
internal static class CameraAgentExtensions
{
    public static IServiceCollection AddCameraAgent(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EdgeOptions>().Bind(configuration.GetSection(EdgeOptions.Section)).ValidateOnStart();
        services.AddValidator(EdgeOptions.Section, new EdgeOptionsValidator());
        services.AddOptions<BrokerOptions>().Bind(configuration.GetSection(BrokerOptions.Section)).ValidateOnStart();
        services.AddValidator(BrokerOptions.Section, new BrokerOptionsValidator());
        services
            .AddOptions<BrokerOptions>()
            .PostConfigure<IOptions<EdgeOptions>>(
                (broker, edge) =>
                {
                    if ((broker.Password ?? broker.PasswordFile) is not null)
                        broker.User ??= edge.Value.Camera;
                }
            );
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));

        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton(provider => new Agent(CameraId.Parse(Edge(provider).Camera), Boot()));
        services.AddSingleton<FrameCounts>();
        services.AddSingleton(provider => new EdgeTelemetry(
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<Agent>().Camera,
            provider.GetRequiredService<IOptions<BrokerOptions>>().Value,
            provider.GetRequiredService<FrameCounts>()
        ));
        services.AddSingleton(provider =>
            CameraSources.Create(Edge(provider), provider.GetRequiredService<TimeProvider>())
        );
        services.AddSupervision(configuration);
        services.AddCapture();
        services.AddPublishing();
        return services;
    }

    private static void AddCapture(this IServiceCollection services)
    {
        services.AddSingleton(provider => new FrameRing(
            Edge(provider).RingCapacity,
            provider.GetRequiredService<FrameCounts>(),
            provider.GetRequiredService<EdgeTelemetry>()
        ));
        services.AddSingleton(provider => new CurrentSettings(
            Edge(provider),
            provider.GetRequiredService<ICameraSource>()
        ));
        services.AddSingleton(provider => new FrameCapture(
            provider.GetRequiredService<Agent>(),
            provider.GetRequiredService<FrameRing>(),
            provider.GetRequiredService<FrameCounts>(),
            provider.GetRequiredService<EdgeTelemetry>(),
            new TraceSampler(Edge(provider).TracesPerSecond),
            provider.GetRequiredService<TimeProvider>()
        ));
    }

    // Hosted services stop in reverse order: first the camera, then the connection, which publishes
    // the last status.
    private static void AddPublishing(this IServiceCollection services)
    {
        services.AddSingleton<StatusBoard>();
        services.AddSingleton<StatusPublisher>();
        services.AddSingleton<SettingsListener>();
        services.AddSingleton<FramePublisher>();
        services.AddHostedService<PublishService>();
        services.AddHostedService<CaptureService>();
    }

    // Not from RandomNumberGenerator, which would load OpenSSL. Only TLS needs that.
    private static string Boot() => Guid.NewGuid().ToString("N")[..16];

    private static EdgeOptions Edge(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<EdgeOptions>>().Value;
}
