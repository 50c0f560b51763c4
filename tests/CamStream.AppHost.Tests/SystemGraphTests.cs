using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace CamStream.AppHost;

public class SystemGraphTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_has_a_broker_encoders_ingest_gateway_and_demo_cameras()
    {
        await using var builder = await CreateAsync("--Broker=local", "--Encoders=2", "--Cameras=3");

        Names(builder).ShouldBe(["mqtt", "encoder-0", "encoder-1", "ingest", "gateway", "camera-pattern-1", "camera-file-1", "camera-pattern-2"]);
        builder.Resources[0].ShouldBeOfType<ExecutableResource>();
    }

    [Fact]
    public async Task Run_without_cameras_needs_no_video()
    {
        await using var builder = await CreateAsync("--Broker=container", "--Cameras=0");

        builder.Resources.Select(resource => resource.Name).ShouldBe(["mqtt", "encoder-0", "ingest", "gateway"]);
        builder.Resources[0].ShouldBeOfType<ContainerResource>();
    }

    [Fact]
    public async Task Published_system_has_the_broker_as_a_container_and_no_demo_cameras()
    {
        await using var builder = await CreateAsync("--publisher", "manifest", "--Broker=local");

        builder.Resources.Select(resource => resource.Name).ShouldBe(["mqtt", "encoder-0", "ingest", "gateway"]);
        builder.Resources[0].ShouldBeOfType<ContainerResource>();
    }

    [Fact]
    public async Task Only_the_gateway_is_reached_from_outside()
    {
        await using var builder = await CreateAsync("--Broker=local", "--Cameras=1");

        builder.Resources.Where(resource => resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal))
            .Select(resource => resource.Name).ShouldBe(["gateway"]);
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.CamStream_AppHost>(args, Cancellation);

    /// <summary>Without the resource that draws the demo's video, which is there at the first run only.</summary>
    private static IEnumerable<string> Names(IDistributedApplicationTestingBuilder builder) =>
        builder.Resources.Select(resource => resource.Name).Where(name => name != "demo-video");
}
