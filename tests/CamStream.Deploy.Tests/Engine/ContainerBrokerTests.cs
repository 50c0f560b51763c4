using System.Globalization;
using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CamStream.Accounts;
using CamStream.Deploy.Images;

namespace CamStream.Deploy.Engine;

/// <summary>
/// <c>--broker container</c>: the real orchestrator, with Debian's Mosquitto in a container.
/// </summary>
public sealed class ContainerBrokerTests : IDisposable
{
    // The full name: the engine has the image, and asks no registry.
    private const string Image = $"docker.io/library/{ShortImage}";
    private const string ShortImage = "eclipse-mosquitto:2.0";

    // A replacement of the real image's entry point, which changes the owner of files.
    private const string Entrypoint = """
        #!/bin/sh
        exec "$@"
        """;

    // The oldest Docker CLI that the orchestrator supports.
    private const int OldestDocker = 25;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _accounts = Directory.CreateTempSubdirectory("camstream-accounts-");

    public void Dispose() => _accounts.Delete(recursive: true);

    [Fact]
    public Task A_demo_camera_and_a_new_camera_are_on_the_page_and_no_container_is_left() =>
        Command.WithinAsync(_limit, RunAsync);

    private async Task RunAsync()
    {
        await using var engine = await ContainerEngine.StartAsync();
        await MakeImageAsync(engine);
        using (engine.Use())
        {
            await SkipWithOldCommandAsync();
            await using var app = await BuildAsync();
            await app.StartAsync(Command.Cancellation);
            try
            {
                await SeeCamerasAsync(app);
                (await engine.DockerAsync("ps", "--format", "{{.Image}}")).ShouldBe(ShortImage);
            }
            catch (Exception failure)
            {
                var logs = await LogsAsync(engine);
                throw new InvalidOperationException($"{failure.Message}\n{logs}", failure);
            }
            await app.StopAsync(Command.Cancellation);
        }

        (await engine.DockerAsync("ps", "--all", "--quiet")).ShouldBeEmpty();
        string[] bridges = ["network", "ls", "--filter", "driver=bridge", "--format", "{{.Name}}"];
        (await engine.DockerAsync(bridges)).ShouldBe(ContainerEngine.Network);
    }

    private static async Task SkipWithOldCommandAsync()
    {
        string[] arguments = ["version", "--format", "{{.Client.Version}}"];
        var version = (await Command.RunAsync("docker", arguments)).Trim();
        Assert.SkipWhen(
            int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture) < OldestDocker,
            $"The orchestrator needs Docker's CLI {OldestDocker} or newer, but this is {version}."
        );
    }

    private async Task SeeCamerasAsync(DistributedApplication app)
    {
        var resources = app.ResourceNotifications;
        await resources.WaitForResourceHealthyAsync("gateway", Command.Cancellation);
        using var page = new HttpClient { BaseAddress = app.GetEndpoint("gateway", "http") };
        (await Viewer.PicturesAsync(page, "pattern-1")).ShouldBeGreaterThan(0);

        var accounts = new AccountsFolder(_accounts.FullName);
        var password = accounts.AddCamera("garden");
        var broker = new IPEndPoint(IPAddress.Loopback, app.GetEndpoint("mqtt", "mqtts").Port);
        using var camera = EdgeCamera.Start(broker, accounts.Authority, "garden", password);
        (await Viewer.PicturesAsync(page, "garden")).ShouldBeGreaterThan(0);
    }

    private async Task<DistributedApplication> BuildAsync()
    {
        string[] arguments =
        [
            "--Broker=container",
            "--Cameras=1",
            "--Port=0",
            "--Otlp=none",
            $"--Accounts={_accounts}",
        ];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CamStream_AppHost>(
            arguments,
            Command.Cancellation
        );
        return await builder.BuildAsync(Command.Cancellation);
    }

    private static async Task MakeImageAsync(ContainerEngine engine)
    {
        using var root = await RootFolder.WithAsync("mosquitto", "sh", "cat", "cksum", "sleep");
        Directory.CreateDirectory(Path.Combine(root.Path, "mosquitto", "data"));
        await Script.WriteAsync(Path.Combine(root.Path, "docker-entrypoint.sh"), Entrypoint);
        await engine.ImportAsync(
            root.Path,
            Image,
            "ENV PATH=/usr/sbin:/usr/bin",
            "ENTRYPOINT [\"/docker-entrypoint.sh\"]"
        );
    }

    private static async Task<string> LogsAsync(ContainerEngine engine)
    {
        string[] all = ["ps", "--all", "--quiet"];
        var containers = await engine.DockerAsync(all, CancellationToken.None);
        var ids = containers.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', await Task.WhenAll(ids.Select(engine.LogsAsync)));
    }
}
