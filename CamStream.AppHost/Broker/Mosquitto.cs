using CamStream.Accounts;
using CamStream.AppHost.Dashboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CamStream.AppHost.Broker;

/// <summary>
/// The broker: a container, or the installed Mosquitto. Both use the configuration in
/// <c>deploy/mosquitto</c>, as a cluster does.
/// </summary>
internal static class Mosquitto
{
    private const string Configuration = "../deploy/mosquitto";

    private const int PlainPort = 1883;
    private const int TlsPort = 8883;

    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="kind">
    /// <c>container</c>, <c>local</c>, or null for a container if an engine answers.
    /// </param>
    /// <param name="accounts">The folder with the accounts of the developer's own cameras.</param>
    public static MqttBroker AddMosquitto(
        this IDistributedApplicationBuilder builder,
        string name,
        string? kind,
        string accounts
    )
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return new MqttBroker(
                builder
                    .AddContainer(name)
                    .WithBindMount(Configuration, "/mosquitto/config", isReadOnly: true)
                    .WithVolume("mqtt-data", "/mosquitto/data"),
                null
            );
        }

        var own = new AccountsFolder(Path.Combine(builder.AppHostDirectory, accounts));
        var folder = Path.Combine(own.Path, $"run-{Guid.NewGuid():N}");
        var signIns = new BrokerAccounts(builder, own);
        builder.Services.AddSingleton(services => new BrokerFolder(
            folder,
            Path.Combine(builder.AppHostDirectory, Configuration),
            signIns,
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddHostedService(services => services.GetRequiredService<BrokerFolder>());

        var isContainer = kind is "container" || (kind is null && ContainerEngine.Answers(builder.Configuration));
        IResourceBuilder<IResourceWithEndpoints> broker = isContainer
            ? builder.AddContainer(name).WithFolder(folder).Prepared().WithMqttHealthCheck().Shown(signIns)
            : builder.AddLocal(name, folder).Prepared().WithMqttHealthCheck().Shown(signIns);
        return new MqttBroker(broker, signIns);
    }

    private static IResourceBuilder<ContainerResource> AddContainer(
        this IDistributedApplicationBuilder builder,
        string name
    ) =>
        builder
            .AddContainer(name, "docker.io/library/eclipse-mosquitto", "2.0")
            .WithArgs("/bin/sh", "/mosquitto/config/run.sh")
            .WithEndpoint(targetPort: PlainPort, name: MqttBroker.Plain, isProxied: false)
            .WithEndpoint(targetPort: TlsPort, name: MqttBroker.Tls, isProxied: false);

    private static IResourceBuilder<ContainerResource> WithFolder(
        this IResourceBuilder<ContainerResource> broker,
        string folder
    ) =>
        broker
            .WithBindMount(Path.Combine(folder, "config"), "/mosquitto/config", isReadOnly: true)
            .WithBindMount(Path.Combine(folder, "accounts"), "/mosquitto/accounts", isReadOnly: true)
            .WithBindMount(Path.Combine(folder, "tls"), "/mosquitto/tls", isReadOnly: true);

    private static IResourceBuilder<ExecutableResource> AddLocal(
        this IDistributedApplicationBuilder builder,
        string name,
        string folder
    )
    {
        var mosquitto = builder
            .AddExecutable(name, "sh", "Broker")
            .WithEndpoint(name: MqttBroker.Plain, isProxied: false)
            .WithEndpoint(name: MqttBroker.Tls, isProxied: false)
            .WithEnvironment("BROKER_FOLDER", folder);
        return mosquitto.WithArgs(
            "local.sh",
            mosquitto.GetEndpoint(MqttBroker.Plain).Property(EndpointProperty.TargetPort),
            mosquitto.GetEndpoint(MqttBroker.Tls).Property(EndpointProperty.TargetPort)
        );
    }

    private static IResourceBuilder<T> Prepared<T>(this IResourceBuilder<T> broker)
        where T : IResource =>
        broker.OnBeforeResourceStarted(
            (_, started, cancellationToken) =>
                started.Services.GetRequiredService<BrokerFolder>().PrepareAsync(cancellationToken)
        );

    private static IResourceBuilder<T> Shown<T>(this IResourceBuilder<T> broker, BrokerAccounts accounts)
        where T : IResourceWithEndpoints =>
        broker
            .ShownAs("Router", "Mosquitto, the MQTT broker. Cameras publish their frames to it.")
            .WithUrlForEndpoint(MqttBroker.Plain, url => (url.Url, url.DisplayText) = Named(url.Url, MqttBroker.Plain))
            .WithUrlForEndpoint(MqttBroker.Tls, url => (url.Url, url.DisplayText) = Named(url.Url, MqttBroker.Tls))
            .WithAddCameraCommand(accounts);

    private static (string Url, string Text) Named(string url, string scheme)
    {
        var named = $"{scheme}://{new Uri(url).Authority}";
        return (named, named);
    }

    private static IResourceBuilder<T> WithMqttHealthCheck<T>(this IResourceBuilder<T> broker)
        where T : IResourceWithEndpoints
    {
        var key = $"{broker.Resource.Name}_connects";
        broker
            .ApplicationBuilder.Services.AddHealthChecks()
            .Add(
                new HealthCheckRegistration(
                    key,
                    new ConnectHealthCheck(broker.GetEndpoint(MqttBroker.Plain)),
                    failureStatus: null,
                    tags: null
                )
            );
        return broker.WithHealthCheck(key);
    }
}
