using CamStream.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every CamStream web service has.</summary>
public static class ServiceDefaultsExtensions
{
    private const string Live = "live";

    // Up and down with every request, several times a second and viewer, and what they tell is in
    // the requests' durations and in CamStream's own metrics.
    private static readonly HashSet<string> _perRequest = ["http.server.active_requests", "kestrel.queued_requests"];

    /// <summary>
    /// Telemetry, with the spans of ASP.NET Core and <see cref="HttpClient"/>, the metrics of the
    /// former, and health checks. A check tagged <c>live</c> says whether the process should go on;
    /// every other one, whether it can serve. Metrics are for Prometheus to scrape, too
    /// (<see cref="MapDefaultEndpoints"/>), unless <c>Metrics:Enabled</c> is false.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="requests">Whether requests to it are in traces and metrics.</param>
    /// <exception cref="InvalidOperationException">
    /// An endpoint, protocol or port that is configured is not usable.
    /// </exception>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, bool requests = true)
        where TBuilder : IHostApplicationBuilder
    {
        var scraped = ScrapeOptions.Read(builder.Configuration).Enabled;
        builder.AddTelemetryDefaults(
            traces =>
            {
                traces.AddRequests();
                if (requests)
                    traces.AddIncomingRequests();
            },
            metrics =>
            {
                // By name: the instrumentation adds thirteen meters, some for every buffer and
                // route.
                metrics.AddMeter("Microsoft.AspNetCore.Server.Kestrel");
                if (requests)
                    metrics.AddMeter("Microsoft.AspNetCore.Hosting");
                metrics.AddView(instrument =>
                    _perRequest.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null
                );
                if (scraped)
                    metrics.AddPrometheusExporter();
            },
            scraped
        );

        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [Live]);
        return builder;
    }

    /// <summary>
    /// <c>/health</c>: 200 when every check passes, else 503, so that no traffic is sent.
    /// <c>/alive</c>: the same of the checks tagged <c>live</c>; on 503 the process should be
    /// restarted. Open to all. <c>/metrics</c>: for Prometheus to scrape; where <c>Metrics:Port</c>
    /// is set, on that port only. None of them is in traces or metrics.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        Quiet(app.MapHealthChecks(DefaultEndpoints.Readiness));
        Quiet(
            app.MapHealthChecks(
                DefaultEndpoints.Liveness,
                new HealthCheckOptions { Predicate = check => check.Tags.Contains(Live) }
            )
        );

        var scrape = ScrapeOptions.Read(app.Configuration);
        if (scrape.Enabled)
            Quiet(
                app.MapPrometheusScrapingEndpoint(
                    DefaultEndpoints.Metrics,
                    meterProvider: null,
                    Guard,
                    optionsName: null
                )
            );
        return app;

        static void Quiet(IEndpointConventionBuilder endpoint) => endpoint.AllowAnonymous().DisableHttpMetrics();

        void Guard(IApplicationBuilder branch) =>
            branch.Use(
                (context, next) =>
                {
                    if (scrape.Allows(context.Connection))
                        return next(context);
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                }
            );
    }
}
