using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

public sealed record CustomResourceSnapshot
{
    public required string ResourceType { get; init; }

    public ResourceStateSnapshot? State { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>Null unless the resource runs; without health checks whatever runs is healthy.</summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running ? null : Reported;

    /// <summary>The worst of the latest reports.</summary>
    internal HealthStatus Reported { get; init; } = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy;

    internal long Version { get; init; }
}
