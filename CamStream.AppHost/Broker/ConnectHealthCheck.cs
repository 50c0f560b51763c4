using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CamStream.AppHost.Broker;

/// <summary>Healthy if the endpoint accepts a TCP connection.</summary>
internal sealed class ConnectHealthCheck(EndpointReference endpoint) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (SocketException exception)
        {
            return HealthCheckResult.Unhealthy($"{endpoint.Host}:{endpoint.Port} accepts no connection.", exception);
        }
    }
}
