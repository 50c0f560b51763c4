using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CamStream.Encoder.Draining;

/// <summary>Not ready for more, once it drains.</summary>
internal sealed class DrainHealthCheck(Drain drain) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.HasBegun ? HealthCheckResult.Unhealthy("draining") : HealthCheckResult.Healthy());
}
