using System.Diagnostics;

namespace CamStream.Gateway.Telemetry;

/// <summary>What the Gateway measures.</summary>
internal static class TelemetryExtensions
{
    public static void AddGatewayTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ViewerEstimate>();
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddSingleton<DistributedContextPropagator, NoViewersTraces>();
    }
}
