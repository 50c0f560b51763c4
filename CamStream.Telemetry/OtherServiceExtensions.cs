using CamStream.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Spans that a program records on behalf of something that cannot export its own.
/// </summary>
public static class OtherServiceExtensions
{
    /// <summary>
    /// Exports the spans of a source as those of another service, to the same place as the
    /// program's own and by the same variables; does nothing where that is not configured.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">The name of the other service.</param>
    /// <param name="source">
    /// The name of the source: none that <see cref="TelemetryExtensions.AddTelemetryDefaults"/>
    /// exports.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The configured endpoint or protocol is not usable.
    /// </exception>
    public static TBuilder AddTracesOf<TBuilder>(this TBuilder builder, string service, string source)
        where TBuilder : IHostApplicationBuilder
    {
        if (OtlpSettings.IsEnabled(builder.Configuration))
            builder.Services.AddHostedService(_ => new OtherServiceTraces(builder.Configuration, service, source));
        return builder;
    }
}
