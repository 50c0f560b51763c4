using System.Net;
using CamStream.Accounts;
using CamStream.Deploy.Images;
using CamStream.Deploy.Manifests;

namespace CamStream.Deploy.Engine;

/// <summary>
/// Images and manifests together: runs the overlay for a single machine on a real container engine.
/// </summary>
public class ClusterTests(PublishedImages images)
{
    private const int BrokerTls = 8883;
    private const int Page = 8080;
    private const int Metrics = 9464;

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_camera_with_a_new_account_is_on_the_page()
    {
        await DebianDocker.PathAsync(); // first, because building images takes long
        var registry = await images.RegistryAsync();
        await Command.WithinAsync(_limit, () => RunAsync(registry));
    }

    private static async Task RunAsync(string registry)
    {
        await using var engine = await ContainerEngine.StartAsync();
        using var deploy = new DeployFolder();
        await UseImagesAsync(deploy, registry);
        var accounts = new AccountsFolder(deploy["k8s/overlays/single/accounts"]);
        accounts.Prepare(["localhost"], TimeProvider.System);
        using var node = new Node(engine);
        var system = Overlay.Read(await deploy.RenderAsync("k8s/overlays/test"));
        await node.StartAsync(system, new Dictionary<string, int> { ["mqtt"] = BrokerTls, ["gateway"] = Page });
        try
        {
            await node.ReadyAsync(system);

            // As kubectl apply would do it, with the new account.
            var password = accounts.AddCamera("front-door");
            await node.ChangeAsync(Overlay.Read(await deploy.RenderAsync("k8s/overlays/test")));
            using var camera = EdgeCamera.Start(
                await node.OutsideAsync("mqtt"),
                accounts.Authority,
                "front-door",
                password
            );

            using var page = new HttpClient { BaseAddress = new Uri($"http://{await node.OutsideAsync("gateway")}") };
            (await Viewer.PicturesAsync(page, "front-door")).ShouldBeGreaterThan(0);
            (await page.GetStringAsync("/", Command.Cancellation)).ShouldContain("CamStream");
            (await page.GetAsync("/metrics", Command.Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (
                await page.GetStringAsync(new Uri(node.Inside("gateway", Metrics), "/metrics"), Command.Cancellation)
            ).ShouldContain("# TYPE");
            foreach (var workload in system.Workloads)
                (await node.IsRunningAsync(workload.Name)).ShouldBeTrue(workload.ToString());
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{await node.LogsAsync()}", failure);
        }
    }

    /// <summary>
    /// An overlay as a user writes it: the images come from a private registry.
    /// </summary>
    private static async Task UseImagesAsync(DeployFolder deploy, string registry)
    {
        Directory.CreateDirectory(deploy["k8s/overlays/test"]);
        await File.WriteAllTextAsync(
            deploy["k8s/overlays/test/kustomization.yaml"],
            $"""
            resources:
            - ../single
            images:
            - name: docker.io/library/eclipse-mosquitto
              newName: {registry}/eclipse-mosquitto
            - name: camstream/encoder
              newName: {registry}/camstream/encoder
            - name: camstream/ingest
              newName: {registry}/camstream/ingest
            - name: camstream/gateway
              newName: {registry}/camstream/gateway
            """,
            Command.Cancellation
        );
    }
}
