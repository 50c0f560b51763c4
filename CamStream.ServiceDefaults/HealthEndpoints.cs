namespace CamStream.ServiceDefaults;

internal static class HealthEndpoints
{
    public const string Readiness = "/health";
    public const string Liveness = "/alive";
}
