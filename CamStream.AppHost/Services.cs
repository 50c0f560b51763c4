using CamStream.AppHost.Broker;
using CamStream.AppHost.Dashboard;
using CamStream.AppHost.Encoders;
using CamStream.AppHost.Launch;

namespace CamStream.AppHost;

/// <summary>
/// The services and how they find each other. None uses its launch profile, so a run and a
/// deployment configure it alike.
/// </summary>
internal static class Services
{
    // The default port of OTLP over gRPC (OTLP specification, "OTLP/gRPC Default Port").
    private const int OtlpOverGrpc = 4317;

    /// <summary>
    /// <c>encoder-0</c> and so on. They are separate resources, not replicas, because each is
    /// addressed by name.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="count">
    /// How many; null for one in a run and three when published, one Raspberry Pi 4 each in a
    /// cluster of six.
    /// </param>
    public static IReadOnlyList<IResourceBuilder<ProjectResource>> AddEncoders(
        this IDistributedApplicationBuilder builder,
        int? count
    )
    {
        var encoders = count ?? (builder.ExecutionContext.IsPublishMode ? 3 : 1);
        return
        [
            .. Enumerable
                .Range(0, encoders)
                .Select(number =>
                    builder
                        .AddProject<Projects.CamStream_Encoder>($"encoder-{number}", launchProfileName: null)
                        .Serves()
                        .ShownAs("VideoClip", "Turns JPEGs into H.264, and is the HLS origin of its cameras.")
                        .WithLinks("http", ("Metrics", "/metrics"), ("Health", "/health"))
                        .WithDrainCommand(isOnlyOne: encoders == 1)
                ),
        ];
    }

    public static IResourceBuilder<ProjectResource> AddIngest(this IDistributedApplicationBuilder builder) =>
        builder
            .AddProject<Projects.CamStream_Ingest>("ingest", launchProfileName: null)
            .Serves()
            .ShownAs("ArrowDownload", "Receives frames from the broker, checks them and feeds the encoders.")
            .WithLinks("http", ("Cameras (JSON)", "/cameras"), ("Metrics", "/metrics"), ("Health", "/health"));

    /// <summary>In a run, anyone who reaches the page may also read its metrics.</summary>
    public static IResourceBuilder<ProjectResource> AddGateway(this IDistributedApplicationBuilder builder, int port)
    {
        var gateway = builder
            .AddProject<Projects.CamStream_Gateway>("gateway", launchProfileName: null)
            .Serves(port is 0 ? null : port)
            .WithExternalHttpEndpoints()
            .ShownAs("Globe", "Serves the page, and fetches video from the encoders once for all viewers.")
            .WithLinks(
                "http",
                ("Page", "/"),
                ("Cameras (JSON)", "/api/cameras"),
                ("Metrics", "/metrics"),
                ("Health", "/health")
            );
        return builder.ExecutionContext.IsRunMode ? gateway.WithEnvironment("Metrics__Enabled", "true") : gateway;
    }

    public static IResourceBuilder<ProjectResource> WithIngest(
        this IResourceBuilder<ProjectResource> service,
        IResourceBuilder<ProjectResource> ingest
    ) => service.WithReference(ingest.GetEndpoint("http"));

    public static IResourceBuilder<ProjectResource> WithEncoders(
        this IResourceBuilder<ProjectResource> service,
        IReadOnlyList<IResourceBuilder<ProjectResource>> encoders
    ) => encoders.Aggregate(service, (told, encoder) => told.WithReference(encoder.GetEndpoint("http")));

    /// <summary>
    /// Host and port are separate, because aspirate cannot translate a <c>tcp://</c> address for
    /// Kubernetes. In a run the password is a parameter; in a cluster it is in a file.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithBroker(
        this IResourceBuilder<ProjectResource> service,
        MqttBroker broker,
        string user
    )
    {
        service
            .WithEnvironment(
                "Mqtt__Host",
                broker.Resource.GetEndpoint(MqttBroker.Plain).Property(EndpointProperty.Host)
            )
            .WithEnvironment(
                "Mqtt__Port",
                broker.Resource.GetEndpoint(MqttBroker.Plain).Property(EndpointProperty.Port)
            )
            .WithEnvironment("Mqtt__User", user)
            .WaitFor(broker.Resource);
        return broker.Accounts is { } accounts
            ? service.WithEnvironment("Mqtt__Password", accounts.Add(user))
            : service.WithEnvironment("Mqtt__PasswordFile", MqttBroker.PasswordFile);
    }

    // No proxy of the orchestrator in front of services: it would accept connections for a stopped
    // service, and copy every byte.
    private static IResourceBuilder<ProjectResource> Serves(
        this IResourceBuilder<ProjectResource> service,
        int? port = null
    ) => service.AsBuilt().WithHttpEndpoint(port: port, isProxied: false).WithHttpHealthCheck("/health");

    /// <summary>Tells every project where to send telemetry.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="otlp">A URL or <c>none</c>; null for Aspire's dashboard.</param>
    public static void SendTelemetryTo(this IDistributedApplicationBuilder builder, string? otlp)
    {
        if (!builder.ExecutionContext.IsRunMode)
            return;
        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            foreach (var (name, value) in Variables(otlp))
                builder.CreateResourceBuilder(project).WithEnvironment(name, value);
        }
    }

    private static IEnumerable<(string Name, string Value)> Variables(string? otlp) =>
        otlp switch
        {
            // The dashboard ends together with the services, so their last export fails. It must
            // not delay them: the orchestrator kills what has not ended after six seconds.
            null => [("OTEL_EXPORTER_OTLP_TIMEOUT", "1000")],
            // An empty endpoint means none.
            "none" => [("OTEL_EXPORTER_OTLP_ENDPOINT", ""), ("OTEL_EXPORTER_OTLP_PROTOCOL", "")],
            _ =>
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", otlp),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", new Uri(otlp).Port == OtlpOverGrpc ? "grpc" : "http/protobuf"),
            ],
        };
}
