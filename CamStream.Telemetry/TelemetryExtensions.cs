using System.Diagnostics.Metrics;
using CamStream.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>Telemetry of every CamStream program, web service or not.</summary>
public static class TelemetryExtensions
{
    /// <summary>
    /// Exports logs, the spans and metrics of every source and meter named <c>CamStream.*</c>, and
    /// the runtime's metrics over OTLP to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; does nothing where
    /// that is not configured. The other standard variables are honoured too:
    /// <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_SERVICE_NAME</c>,
    /// <c>OTEL_RESOURCE_ATTRIBUTES</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>, …
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="tracing">More sources.</param>
    /// <param name="metrics">More meters.</param>
    /// <param name="metricsAnyway">
    /// Metrics are collected also where nothing is exported: <paramref name="metrics"/> gives them
    /// a reader of its own.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The configured endpoint or protocol is not usable.
    /// </exception>
    public static TBuilder AddTelemetryDefaults<TBuilder>(
        this TBuilder builder,
        Action<TracerProviderBuilder>? tracing = null,
        Action<MeterProviderBuilder>? metrics = null,
        bool metricsAnyway = false
    )
        where TBuilder : IHostApplicationBuilder
    {
        var exported = OtlpSettings.IsEnabled(builder.Configuration);
        if (!exported && !metricsAnyway)
            return builder;

        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService(builder.Environment.ApplicationName).AddEnvironmentVariableDetector()
            ) // last, so that OTEL_SERVICE_NAME wins
            .WithMetrics(meters =>
            {
                // OpenTelemetry.Instrumentation.Runtime adds this meter too, and nothing else.
                meters.AddMeter("CamStream.*", "System.Runtime");
                metrics?.Invoke(meters);
            });
        // Made before the reader of its meters, it ends after it: what is observed is read once
        // more at the end.
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, _) => services.GetService<IMeterFactory>());
        if (!exported)
            return builder;

        telemetry
            .WithLogging(
                null,
                logs =>
                {
                    logs.IncludeFormattedMessage = true;
                    logs.IncludeScopes = true;
                }
            )
            .WithTracing(traces =>
            {
                traces.AddSource("CamStream.*");
                tracing?.Invoke(traces);
            })
            .UseOtlpExporter();

        // Left alone, the exporter asks the services for its HTTP client at the first export. In a
        // program that ends within seconds that is the flush at the end, when they are gone, and
        // all is lost.
        builder.Services.Configure<OtlpExporterOptions>(otlp =>
        {
            var client = otlp.HttpClientFactory;
            otlp.HttpClientFactory = () => client();
        });
        return builder;
    }
}
