using Microsoft.Extensions.Diagnostics.HealthChecks;
using MQTTnet;

namespace CamStream.Ingest.Broker;

/// <summary>Ready while the broker is connected.</summary>
internal sealed class BrokerHealth(IMqttClient client) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            client.IsConnected
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The broker is not connected.")
        );
}
