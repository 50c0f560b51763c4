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

        Names(builder)
            .ShouldBe([
                "mqtt",
                "encoder-0",
                "encoder-1",
                "ingest",
                "gateway",
                "cameras",
                "camera-pattern-1",
                "camera-file-1",
                "camera-pattern-2",
            ]);
        builder.Resources.Single(resource => resource.Name == "mqtt").ShouldBeOfType<ExecutableResource>();
    }

    [Fact]
    public async Task Run_without_cameras_needs_no_video()
    {
        await using var builder = await CreateAsync("--Broker=container", "--Cameras=0");

        Names(builder).ShouldBe(["mqtt", "encoder-0", "ingest", "gateway"]);
        builder.Resources.Single(resource => resource.Name == "mqtt").ShouldBeOfType<ContainerResource>();
    }

    [Fact]
    public async Task Each_program_signs_in_with_its_own_password_of_this_run()
    {
        await using var builder = await CreateAsync("--Broker=local", "--Cameras=2");
        await using var another = await CreateAsync("--Broker=local", "--Cameras=2");

        var passwords = await PasswordsAsync(builder);
        passwords.Keys.ShouldBe(["ingest-password", "pattern-1-password", "file-1-password"]);
        passwords.Values.Concat((await PasswordsAsync(another)).Values).Distinct().Count().ShouldBe(6);
        builder.Resources.OfType<ParameterResource>().ShouldAllBe(parameter => parameter.Secret);
    }

    [Fact]
    public async Task Published_system_has_the_broker_as_a_container_and_no_demo_cameras()
    {
        await using var builder = await CreateAsync("--publisher", "manifest", "--Broker=local");

        builder
            .Resources.Select(resource => resource.Name)
            .ShouldBe(["mqtt", "encoder-0", "encoder-1", "encoder-2", "ingest", "gateway"]);
        builder.Resources[0].ShouldBeOfType<ContainerResource>();
    }

    [Fact]
    public async Task Only_the_gateway_is_reachable_from_outside()
    {
        await using var builder = await CreateAsync("--Broker=local", "--Cameras=1");

        builder
            .Resources.Where(resource =>
                resource.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.IsExternal)
            )
            .Select(resource => resource.Name)
            .ShouldBe(["gateway"]);
    }

    [Fact]
    public async Task Every_resource_has_an_icon_and_commands_that_fit_it()
    {
        await using var builder = await CreateAsync("--Broker=local", "--Cameras=1");

        var shown = builder
            .Resources.Where(resource => resource is not ParameterResource && !IsHidden(resource))
            .ToArray();
        shown.ShouldAllBe(resource => resource.Annotations.OfType<ResourceIconAnnotation>().Any());
        Commands("encoder-0").ShouldBe(["drain"]);
        Commands("mqtt").ShouldBe(["add-camera"]);
        Commands("camera-pattern-1").ShouldBe(["hang", "go-on", "cut-off", "let-in"]);

        // Aspire adds its own commands when the application starts; a project has one of them
        // before.
        IEnumerable<string> Commands(string name) =>
            shown
                .Single(resource => resource.Name == name)
                .Annotations.OfType<ResourceCommandAnnotation>()
                .Select(command => command.Name)
                .Where(command => !command.StartsWith("resource-", StringComparison.Ordinal) && command != "rebuild");
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync(params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.CamStream_AppHost>(args, Cancellation);

    /// <summary>
    /// The resources in the dashboard, without the one that draws the demo's video, which exists on
    /// the first run only.
    /// </summary>
    private static IEnumerable<string> Names(IDistributedApplicationTestingBuilder builder) =>
        builder
            .Resources.Where(resource => resource is not ParameterResource && !IsHidden(resource))
            .Select(resource => resource.Name)
            .Where(name => name != "demo-video");

    // Aspire adds resources that rebuild projects.
    private static bool IsHidden(IResource resource) =>
        resource.Annotations.OfType<HiddenAnnotation>().Any(hidden => hidden.Behavior == HiddenBehavior.Always);

    private static async Task<Dictionary<string, string?>> PasswordsAsync(IDistributedApplicationTestingBuilder builder)
    {
        Dictionary<string, string?> passwords = [];
        foreach (var parameter in builder.Resources.OfType<ParameterResource>())
            passwords.Add(parameter.Name, await parameter.GetValueAsync(Cancellation));
        return passwords;
    }
}
