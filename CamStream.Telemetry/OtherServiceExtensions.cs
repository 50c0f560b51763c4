using CamStream.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Spans that a program records for another one that cannot export its own, like a web page.
/// </summary>
public static class OtherServiceExtensions
{
    /// <summary>
    /// Exports the spans of a source as those of another service, to the same endpoint as the
    /// program's own. Does nothing where no endpoint is configured.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">The name of the other service.</param>
    /// <param name="source">
    /// The name of the source. <see cref="TelemetryExtensions.AddTelemetryDefaults"/> must not
    /// export it too, so it must not start with <c>CamStream.</c>
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The configured endpoint or protocol cannot be used.
    /// </exception>
    public static TBuilder AddTracesOf<TBuilder>(this TBuilder builder, string service, string source)
        where TBuilder : IHostApplicationBuilder
    {
        if (OtlpSettings.IsEnabled(builder.Configuration))
            builder.Services.AddHostedService(_ => new OtherServiceTraces(builder.Configuration, service, source));
        return builder;
    }
}
