using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>Repeats a running resource's health checks: often until it is healthy, then seldom.</summary>
internal sealed class HealthMonitor(HealthCheckService checks, ResourceNotificationService notifications, TimeProvider time)
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestStep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _whenHealthy = TimeSpan.FromSeconds(30);

    public static bool IsWatched(IResource resource) => resource.Annotations.OfType<HealthCheckAnnotation>().Any();

    public async Task WatchAsync(IResource resource, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(annotation => annotation.Key).ToHashSet();
        var step = _step;
        while (keys.Count > 0)
        {
            var status = await CheckAsync(keys, cancellationToken);
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { Reported = status });

            var healthy = status == HealthStatus.Healthy;
            await Task.Delay(healthy ? _whenHealthy : step, time, cancellationToken);
            step = healthy ? _step : step * 2 < _longestStep ? step * 2 : _longestStep;
        }
    }

    private async Task<HealthStatus> CheckAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
        try
        {
            return (await checks.CheckHealthAsync(check => keys.Contains(check.Name), cancellationToken)).Status;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthStatus.Unhealthy; // the check itself could not be made
        }
    }
}
