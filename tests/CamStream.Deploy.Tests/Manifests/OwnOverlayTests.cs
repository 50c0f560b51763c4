namespace CamStream.Deploy.Manifests;

/// <summary>A user's own overlay, as in docs/deploy.md.</summary>
public class OwnOverlayTests
{
    [Fact]
    public async Task Every_published_image_comes_from_the_named_registry()
    {
        var own = await RenderAsync();

        own.Services.ShouldNotBeEmpty();
        own.Services.ShouldAllBe(service =>
            service.Container["image"]!.ToString().StartsWith("registry.example:5000/camstream/")
        );
    }

    [Fact]
    public async Task The_page_has_the_named_certificate() =>
        KubernetesObject
            .Items((await RenderAsync("  value: page-tls\n")).One("Ingress", "gateway").Spec["tls"])
            .ShouldHaveSingleItem()["secretName"]!
            .ToString()
            .ShouldBe("page-tls");

    [Fact]
    public async Task The_telemetry_endpoint_changes_every_service_but_not_the_broker()
    {
        var (before, after) = (await RenderAsync(), await RenderAsync("- name: telemetry\n"));

        after
            .Workloads.Where(workload =>
                workload.Pod.ToJsonString() != before.Workload(workload.Name).Pod.ToJsonString()
            )
            .Select(workload => workload.Name)
            .ShouldBe(before.Services.Select(service => service.Name));
    }

    /// <param name="more">Texts by which further blocks of the page are selected.</param>
    private static async Task<Overlay> RenderAsync(params string[] more)
    {
        using var deploy = new DeployFolder();
        await Overlay.AddAccountsAsync(deploy, "pi");
        Directory.CreateDirectory(deploy["k8s/own"]);
        await File.WriteAllTextAsync(
            deploy["k8s/own/kustomization.yaml"],
            string.Concat(more.Prepend("- ../overlays/pi\n").Select(Documented)),
            Command.Cancellation
        );
        return Overlay.Read(await deploy.RenderAsync("k8s/own"));
    }

    private static string Documented(string part) =>
        File.ReadAllText(Repository.File("docs", "deploy.md"))
            .Split("```")
            .Single(block =>
                block.StartsWith("yaml\n", StringComparison.Ordinal) && block.Contains(part, StringComparison.Ordinal)
            )["yaml\n".Length..];
}
