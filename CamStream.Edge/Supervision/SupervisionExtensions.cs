using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace CamStream.Edge.Supervision;

/// <summary>Registers the notifications for a service manager.</summary>
internal static class SupervisionExtensions
{
    public static IServiceCollection AddSupervision(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Pulses>();
        var systemd = new SystemdNotifier();
        return systemd.IsEnabled
            ? services.AddHostedService(provider => new SystemdService(
                systemd,
                provider.GetRequiredService<Pulses>(),
                WatchdogInterval.Read(configuration, Environment.ProcessId),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SystemdService>>()
            ))
            : services;
    }
}
