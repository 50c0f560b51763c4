using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running;

/// <summary>Starts all resources when the host starts, each as soon as what it waits for is healthy, and stops them with it.</summary>
internal sealed class Orchestrator(
    DistributedApplicationModel model,
    IServiceProvider services,
    LaunchPlanner planner,
    Watchdog watchdog,
    HealthMonitor health,
    ResourceNotificationService notifications,
    IConfiguration configuration,
    IHostEnvironment environment,
    ILoggerFactory loggers,
    TimeProvider time) : IHostedService, IDisposable
{
    private readonly Dictionary<string, ManagedResource> _resources = new(StringComparer.OrdinalIgnoreCase);

    public ManagedResource? Find(string name) => _resources.GetValueOrDefault(name);

    /// <summary>Returns when every resource has been started or has failed to; a failure shows in the resource's state.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("This stand-in of Aspire.Hosting runs on Linux; elsewhere build with the real package.");
        }

        PortAllocator.Allocate(model.Resources, configuration["DcpPublisher:RandomizePorts"] is "true");
        foreach (var resource in model.Resources.Where(resource => resource is not ParameterResource))
        {
            var logger = loggers.CreateLogger($"{environment.ApplicationName}.Resources.{resource.Name}");
            _resources.Add(resource.Name, new ManagedResource(resource, services, planner, watchdog, health, notifications, time, logger));
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.NotStarted });
        }

        var starts = _resources.Values.Select(resource => resource.StartAsync(cancellationToken)).ToArray();
        await Task.WhenAll(starts.Select(start => start.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)));
        cancellationToken.ThrowIfCancellationRequested();
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_resources.Values.Select(resource => resource.StopAsync()));

    public void Dispose()
    {
        foreach (var resource in _resources.Values)
        {
            resource.Dispose();
        }
    }
}
