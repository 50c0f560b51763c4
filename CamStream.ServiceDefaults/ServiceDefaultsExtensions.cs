using CamStream.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every CamStream web service has.</summary>
public static class ServiceDefaultsExtensions
{
    private const string Live = "live";

    // They change with every request, several times a second for each viewer. The durations of
    // requests and CamStream's own metrics tell the same.
    private static readonly HashSet<string> _perRequest = ["http.server.active_requests", "kestrel.queued_requests"];

    /// <summary>
    /// Adds the system's clock, health checks, and telemetry with the spans of ASP.NET Core and
    /// <see cref="HttpClient"/> and the metrics of ASP.NET Core. A check tagged <c>live</c> says
    /// whether the process should go on; every other check says whether it can serve. Prometheus
    /// can scrape the metrics (<see cref="MapDefaultEndpoints"/>), unless <c>Metrics:Enabled</c> is
    /// false.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="requests">Whether requests to the service are in traces and metrics.</param>
    /// <param name="untraced">
    /// Requests to the service that are in metrics only; null for none. Probes and scrapes are in
    /// neither.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// A configured endpoint, protocol or port cannot be used.
    /// </exception>
    public static TBuilder AddServiceDefaults<TBuilder>(
        this TBuilder builder,
        bool requests = true,
        Func<HttpRequest, bool>? untraced = null
    )
        where TBuilder : IHostApplicationBuilder
    {
        var scraped = ScrapeOptions.Read(builder.Configuration).Enabled;
        builder.AddTelemetryDefaults(
            traces =>
            {
                traces.AddOutgoingRequests();
                if (requests)
                    traces.AddIncomingRequests(untraced);
            },
            metrics =>
            {
                // By name: AddAspNetCoreInstrumentation would add thirteen meters, some with a
                // series for every buffer or route.
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

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [Live]);
        return builder;
    }

    /// <summary>
    /// Maps <c>/health</c>: 200 when every check passes, else 503, so that no traffic is sent;
    /// <c>/alive</c>: the same for the checks tagged <c>live</c>, and on 503 the process should be
    /// restarted; and <c>/metrics</c> for Prometheus, only on <c>Metrics:Port</c> where that is
    /// set. All are open to everybody, and in neither traces nor metrics.
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
