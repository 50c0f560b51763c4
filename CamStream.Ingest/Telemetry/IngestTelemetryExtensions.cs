namespace CamStream.Ingest.Telemetry;

/// <summary>Adds what Ingest counts and traces.</summary>
internal static class IngestTelemetryExtensions
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IngestMetrics>();
        builder.Services.AddSingleton<IngestTracing>();
    }
}
