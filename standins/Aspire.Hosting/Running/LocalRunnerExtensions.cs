using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Running;

internal static class LocalRunnerExtensions
{
    /// <summary>What runs the model on this machine, where the real package has its orchestrator and its dashboard.</summary>
    public static IServiceCollection AddLocalRunner(this IServiceCollection services)
    {
        services.AddSingleton<Watchdog>();
        services.AddSingleton<HealthMonitor>();
        services.AddSingleton<LaunchPlanner>();
        services.AddSingleton<Orchestrator>();
        services.AddSingleton(provider => new ResourceCommandService(provider.GetRequiredService<Orchestrator>()));
        services.AddHostedService(provider => provider.GetRequiredService<Orchestrator>());
        return services;
    }
}
