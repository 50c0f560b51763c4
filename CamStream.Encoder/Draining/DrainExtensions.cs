using CamStream.Frames.Configuration;
using Microsoft.Extensions.Options;

namespace CamStream.Encoder.Draining;

/// <summary>Registers the drain.</summary>
internal static class DrainExtensions
{
    private static readonly TimeSpan _timeToStop = TimeSpan.FromSeconds(10);

    /// <summary>Registers the drain. The host waits for it before it stops.</summary>
    public static IServiceCollection AddDraining(this IServiceCollection services)
    {
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section).ValidateOnStart();
        services.AddValidator(DrainOptions.Section, new DrainOptionsValidator());
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services
            .AddOptions<HostOptions>()
            .Configure<IOptions<DrainOptions>>(
                (host, drain) => host.ShutdownTimeout = TimeSpan.FromSeconds(drain.Value.Seconds) + _timeToStop
            );
        return services;
    }
}
