namespace CamStream.ServiceDefaults;

/// <summary>The paths that every web service answers.</summary>
internal static class DefaultEndpoints
{
    public const string Readiness = "/health";
    public const string Liveness = "/alive";
    public const string Metrics = "/metrics";
}
