using CamStream.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every CamStream web service has.</summary>
public static class ServiceDefaultsExtensions
{
    private const string Live = "live";

    /// <summary>
    /// Telemetry, with the spans and metrics of ASP.NET Core and <see cref="HttpClient"/>, and health checks. A check tagged <c>live</c>
    /// says whether the process should go on; every other one, whether it can serve.
    /// </summary>
    /// <inheritdoc cref="TelemetryExtensions.AddTelemetryDefaults" path="/exception"/>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // ASP.NET Core 10 gives its spans attributes only when this is switched.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

        builder.AddTelemetryDefaults(
            traces => traces
                .AddSource("Microsoft.AspNetCore", "System.Net.Http")
                .AddProcessor(new HealthEndpointFilter()),
            metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http"));

        builder.Services.AddTransient<IStartupFilter, RequestSpanFilter>();

        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [Live]);
        return builder;
    }

    /// <summary>
    /// <c>/health</c>: 200 when every check passes, else 503, so that no traffic is sent. <c>/alive</c>: the same of the checks tagged
    /// <c>live</c>; on 503 the process should be restarted. Open to all, and in neither traces nor metrics.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        Map(HealthEndpoints.Readiness, new HealthCheckOptions());
        Map(HealthEndpoints.Liveness, new HealthCheckOptions { Predicate = check => check.Tags.Contains(Live) });
        return app;

        void Map(string path, HealthCheckOptions options)
            => app.MapHealthChecks(path, options).AllowAnonymous().DisableHttpMetrics();
    }
}
