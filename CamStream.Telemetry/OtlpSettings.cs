using Microsoft.Extensions.Configuration;

namespace CamStream.Telemetry;

/// <summary>
/// Checks the settings of the OpenTelemetry Protocol Exporter specification that the exporter
/// ignores without a word when they are wrong.
/// </summary>
internal static class OtlpSettings
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Whether an endpoint to export to is configured.</summary>
    /// <exception cref="InvalidOperationException">
    /// The configured endpoint or protocol cannot be used.
    /// </exception>
    public static bool IsEnabled(IConfiguration configuration)
    {
        var endpoint = configuration[Endpoint];
        if (string.IsNullOrWhiteSpace(endpoint))
            return false;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw Invalid(Endpoint, endpoint, "an absolute http or https URL, for example http://localhost:4317");

        var protocol = configuration[Protocol];
        if (!string.IsNullOrWhiteSpace(protocol) && protocol.Trim() is not ("grpc" or "http/protobuf"))
            throw Invalid(Protocol, protocol, "grpc (the default) or http/protobuf");
        return true;
    }

    private static InvalidOperationException Invalid(string name, string value, string allowed) =>
        new($"{name} is '{value}': it must be {allowed}.");
}
