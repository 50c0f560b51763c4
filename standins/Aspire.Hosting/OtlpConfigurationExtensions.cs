using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

public static class OtlpConfigurationExtensions
{
    private const string DevelopmentDelay = "1000"; // milliseconds

    private static readonly (string Key, string Protocol)[] _endpoints =
    [
        ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "grpc"),
        ("DOTNET_DASHBOARD_OTLP_ENDPOINT_URL", "grpc"),
        ("ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http/protobuf"),
        ("DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http/protobuf"),
    ];

    /// <summary>Tells a resource who it is and where telemetry goes; nothing of the latter where no collector is configured.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);

        var configuration = builder.ApplicationBuilder.Configuration;
        var development = builder.ApplicationBuilder.Environment.IsDevelopment();
        var instance = string.Concat(Enumerable.Range(0, 8).Select(_ => (char)Random.Shared.Next('a', 'z' + 1)));
        return builder.WithEnvironment(context =>
        {
            if (context.ExecutionContext.IsPublishMode)
            {
                return;
            }

            var variables = context.EnvironmentVariables;
            var collector = Array.Find(_endpoints, endpoint => configuration[endpoint.Key] is { Length: > 0 });
            if (collector.Key is not null)
            {
                variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = configuration[collector.Key]!;
                variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = collector.Protocol;
            }

            variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instance}";
            variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
            if (development)
            {
                variables["OTEL_BLRP_SCHEDULE_DELAY"] = DevelopmentDelay;
                variables["OTEL_BSP_SCHEDULE_DELAY"] = DevelopmentDelay;
                variables["OTEL_METRIC_EXPORT_INTERVAL"] = DevelopmentDelay;
                variables["OTEL_TRACES_SAMPLER"] = "always_on";
                variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            }
        });
    }
}
