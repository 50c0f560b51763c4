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
    /// the runtime's metrics over OTLP to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. Does nothing where
    /// that is not configured. The other standard variables work too:
    /// <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_SERVICE_NAME</c>,
    /// <c>OTEL_RESOURCE_ATTRIBUTES</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>, …
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="tracing">Adds sources.</param>
    /// <param name="metrics">Adds meters and readers.</param>
    /// <param name="metricsAnyway">
    /// Whether metrics are collected where nothing is exported: for a reader that
    /// <paramref name="metrics"/> adds.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The configured endpoint or protocol cannot be used.
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
                // The environment comes last, so that OTEL_SERVICE_NAME replaces the name.
                resource.AddService(builder.Environment.ApplicationName).AddEnvironmentVariableDetector()
            )
            .WithMetrics(meters =>
            {
                // OpenTelemetry.Instrumentation.Runtime would add System.Runtime and nothing else.
                meters.AddMeter("CamStream.*", "System.Runtime");
                metrics?.Invoke(meters);
            });
        // Services are disposed in reverse: created before the meters' reader, the factory outlives
        // it, and the reader's last collection still finds the observed instruments.
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

        // By default the exporter asks the services for its HTTP client at the first export. In a
        // program that ends within seconds, the first export is the flush at the end: the services
        // are disposed by then, and everything would be lost.
        builder.Services.Configure<OtlpExporterOptions>(otlp =>
        {
            var client = otlp.HttpClientFactory;
            otlp.HttpClientFactory = () => client();
        });
        return builder;
    }
}
