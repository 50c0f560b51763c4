using CamStream.AppHost.Broker;

namespace CamStream.AppHost;

/// <summary>The services, and what each is told of the others. None uses its launch profile: run and deployed, it is told the same.</summary>
internal static class Services
{
    // The port that OTLP over gRPC has by convention (OTLP specification, "OTLP/gRPC Default Port").
    private const int OtlpOverGrpc = 4317;

    /// <summary><c>encoder-0</c> and so on: resources of their own and not replicas, because each is addressed by itself.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="count">How many; null for one, or published for three: a Raspberry Pi 4 each, in a cluster of six.</param>
    public static IReadOnlyList<IResourceBuilder<ProjectResource>> AddEncoders(this IDistributedApplicationBuilder builder, int? count) =>
        [.. Enumerable.Range(0, count ?? (builder.ExecutionContext.IsPublishMode ? 3 : 1)).Select(number => builder.AddProject<Projects.CamStream_Encoder>($"encoder-{number}", launchProfileName: null)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health"))];

    public static IResourceBuilder<ProjectResource> AddIngest(this IDistributedApplicationBuilder builder) =>
        builder.AddProject<Projects.CamStream_Ingest>("ingest", launchProfileName: null)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health");

    /// <summary>Where a developer runs it, everybody who reaches it may scrape it, too.</summary>
    public static IResourceBuilder<ProjectResource> AddGateway(this IDistributedApplicationBuilder builder, int port)
    {
        var gateway = builder.AddProject<Projects.CamStream_Gateway>("gateway", launchProfileName: null)
            .WithHttpEndpoint(port: port is 0 ? null : port)
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health");
        return builder.ExecutionContext.IsRunMode ? gateway.WithEnvironment("Metrics__Enabled", "true") : gateway;
    }

    public static IResourceBuilder<ProjectResource> WithIngest(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ProjectResource> ingest) =>
        service.WithReference(ingest.GetEndpoint("http"));

    public static IResourceBuilder<ProjectResource> WithEncoders(
        this IResourceBuilder<ProjectResource> service, IReadOnlyList<IResourceBuilder<ProjectResource>> encoders) =>
        encoders.Aggregate(service, (told, encoder) => told.WithReference(encoder.GetEndpoint("http")));

    /// <summary>
    /// Host and port by themselves: a <c>tcp://</c> address does not survive the way to Kubernetes. The password of a run is a parameter that nobody has to
    /// know; in a cluster it is in a file.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithBroker(this IResourceBuilder<ProjectResource> service, MqttBroker broker, string user)
    {
        service
            .WithEnvironment("Mqtt__Host", broker.Resource.GetEndpoint(MqttBroker.Plain).Property(EndpointProperty.Host))
            .WithEnvironment("Mqtt__Port", broker.Resource.GetEndpoint(MqttBroker.Plain).Property(EndpointProperty.Port))
            .WithEnvironment("Mqtt__User", user)
            .WaitFor(broker.Resource);
        return broker.Accounts is { } accounts
            ? service.WithEnvironment("Mqtt__Password", accounts.Add(user))
            : service.WithEnvironment("Mqtt__PasswordFile", MqttBroker.PasswordFile);
    }

    /// <summary>What every project is told, in place of the dashboard's address. An empty endpoint is none.</summary>
    public static void SendTelemetryTo(this IDistributedApplicationBuilder builder, string otlp)
    {
        if (!builder.ExecutionContext.IsRunMode) return;
        var (endpoint, protocol) = otlp == "none" ? ("", "") : (otlp, new Uri(otlp).Port == OtlpOverGrpc ? "grpc" : "http/protobuf");
        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            builder.CreateResourceBuilder(project)
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
        }
    }
}
