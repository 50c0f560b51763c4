using System.Net;

namespace CamStream.Gateway.Latency;

/// <summary>How far behind cameras are, and the viewers' reports about that.</summary>
internal static class LatencyExtensions
{
    /// <summary>Registers the memory of sampled frames and what fills it.</summary>
    public static void AddLatency(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LatencyMemory>();
        builder.Services.AddSingleton<Deliveries>();
        builder.Services.AddSingleton<RenderReports>();
        builder.Services.AddRateLimiter(limits => limits.AddPolicy<IPAddress, ReportLimit>(nameof(ReportLimit)));
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, LatencyJson.Default)
        );
        builder.AddTracesOf(LatencyTracing.PageService, LatencyTracing.PageSource);
    }

    /// <summary>Maps the latency of a camera and the reports.</summary>
    public static void MapLatency(this WebApplication app)
    {
        app.UseRateLimiter();
        LatencyEndpoints.Map(app);
    }
}
