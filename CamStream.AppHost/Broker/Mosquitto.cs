using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CamStream.AppHost.Broker;

/// <summary>The broker: a container, or the Mosquitto that is installed, with the same limits and the same endpoint.</summary>
internal static class Mosquitto
{
    public const string Endpoint = "mqtt";

    private const int ContainerPort = 1883;

    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="kind"><c>container</c>, <c>local</c>, or null for a container where an engine answers.</param>
    public static IResourceBuilder<IResourceWithEndpoints> AddMosquitto(this IDistributedApplicationBuilder builder, string name, string? kind)
    {
        var useContainer = builder.ExecutionContext.IsPublishMode || kind is "container" || (kind is null && ContainerEngine.Answers(builder.Configuration));
        return useContainer
            ? builder.AddContainer(name, "eclipse-mosquitto", "2.0")
                .WithBindMount("Broker/mosquitto.conf", "/mosquitto/config/mosquitto.conf", isReadOnly: true)
                .WithBindMount("Broker/limits", "/mosquitto/limits", isReadOnly: true)
                .WithEndpoint(targetPort: ContainerPort, name: Endpoint)
                .WithMqttHealthCheck(builder.Services)
            : builder.AddLocal(name).WithMqttHealthCheck(builder.Services);
    }

    /// <summary>Without a listener in its file, and so for this machine only.</summary>
    private static IResourceBuilder<ExecutableResource> AddLocal(this IDistributedApplicationBuilder builder, string name)
    {
        var mosquitto = builder.AddExecutable(name, InstalledProgram.Find("mosquitto"), ".").WithEndpoint(name: Endpoint);
        return mosquitto.WithArgs(
            "-c", Path.Combine(builder.AppHostDirectory, "Broker", "limits", "limits.conf"),
            "-p", mosquitto.GetEndpoint(Endpoint).Property(EndpointProperty.TargetPort));
    }

    private static IResourceBuilder<T> WithMqttHealthCheck<T>(this IResourceBuilder<T> broker, IServiceCollection services)
        where T : IResourceWithEndpoints
    {
        var key = $"{broker.Resource.Name}_connects";
        services.AddHealthChecks().Add(new HealthCheckRegistration(key, new ConnectHealthCheck(broker.GetEndpoint(Endpoint)), failureStatus: null, tags: null));
        return broker.WithHealthCheck(key);
    }
}
