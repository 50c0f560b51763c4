using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Running;

public partial class LaunchPlannerTests
{
    [Fact]
    public async Task Project_is_told_its_address_its_name_and_what_it_refers_to()
    {
        var variables = await FrontVariablesAsync();

        variables.ShouldBe(new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://localhost:8127",
            ["BACK_2_HTTP"] = "http://localhost:8126",
            ["Back__Host"] = "localhost",
            ["Back__Port"] = "8126",
            ["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true",
            ["LOGGING__CONSOLE__FORMATTERNAME"] = "simple",
            ["LISTEN_ON"] = "8127",
            ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=xxxxxxxx",
            ["OTEL_SERVICE_NAME"] = "front",
            ["services__back-2__http__0"] = "http://localhost:8126",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Collector_that_is_configured_is_told_to_projects()
    {
        var variables = await FrontVariablesAsync("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:4317");

        variables["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe("http://localhost:4317");
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"].ShouldBe("grpc");
    }

    [Fact]
    public async Task Container_is_run_by_the_engine_with_its_ports_mounts_environment_and_arguments()
    {
        var builder = DistributedApplication.CreateBuilder(["ASPIRE_CONTAINER_RUNTIME=engine"]);
        var broker = builder.AddContainer("mqtt", "eclipse-mosquitto", "2.0")
            .WithEndpoint(port: 8128, targetPort: 1883, name: "mqtt")
            .WithBindMount("/etc/mosquitto.conf", "/mosquitto/config/mosquitto.conf", isReadOnly: true)
            .WithVolume("data", "/mosquitto/data")
            .WithEnvironment("WORD", "two words")
            .WithArgs("-v");

        var launch = await PlanAsync(builder, broker.Resource);

        launch.Command.ShouldBe("engine");
        launch.Container.ShouldNotBeNull().ShouldMatch("^mqtt-[0-9a-f]{8}$");
        launch.Arguments.ShouldBe(
        [
            "run", "--rm", "--name", launch.Container, "-p", "127.0.0.1:8128:1883",
            "--mount", "type=bind,source=/etc/mosquitto.conf,target=/mosquitto/config/mosquitto.conf,readonly",
            "--mount", "type=volume,source=data,target=/mosquitto/data",
            "-e", "WORD=two words", "eclipse-mosquitto:2.0", "-v",
        ]);
    }

    [Fact]
    public async Task Executable_gets_values_known_only_at_start_as_arguments()
    {
        var builder = DistributedApplication.CreateBuilder();
        var broker = builder.AddExecutable("mqtt", "mosquitto", "/").WithEndpoint(port: 8129, name: "mqtt");
        broker.WithArgs("-p", broker.GetEndpoint("mqtt").Property(EndpointProperty.TargetPort));

        (await PlanAsync(builder, broker.Resource)).Arguments.ShouldBe(["-p", "8129"]);
    }

    private static async Task<Dictionary<string, string>> FrontVariablesAsync(params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        var back = builder.AddProject<Projects.Sample_Service>("back-2", launchProfileName: null).WithHttpEndpoint(port: 8126);
        var front = builder.AddProject<Projects.Sample_Service>("front", launchProfileName: null)
            .WithHttpEndpoint(port: 8127, env: "LISTEN_ON")
            .WithReference(back.GetEndpoint("http"))
            .WithEnvironment("Back__Host", back.GetEndpoint("http").Property(EndpointProperty.Host))
            .WithEnvironment("Back__Port", back.GetEndpoint("http").Property(EndpointProperty.Port));
        PortAllocator.Allocate([back.Resource, front.Resource], randomize: false);

        await using var application = builder.Build();
        var variables = await application.Services.GetRequiredService<LaunchPlanner>().VariablesAsync(front.Resource, TestContext.Current.CancellationToken);
        variables["OTEL_RESOURCE_ATTRIBUTES"] = InstanceId().Replace(variables["OTEL_RESOURCE_ATTRIBUTES"], "=xxxxxxxx");
        return variables;
    }

    private static async Task<Launch> PlanAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        PortAllocator.Allocate([resource], randomize: false);
        await using var application = builder.Build();
        return await application.Services.GetRequiredService<LaunchPlanner>().PlanAsync(resource, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("=[a-z]{8}$")]
    private static partial Regex InstanceId();
}
