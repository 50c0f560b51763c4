namespace CamStream.Deploy.Manifests;

/// <summary>An overlay of one's own, as docs/deploy.md has it.</summary>
public class OwnOverlayTests
{
    [Fact]
    public async Task Every_image_that_is_published_comes_from_the_registry_that_it_names()
    {
        var own = await RenderAsync();

        own.Services.ShouldNotBeEmpty();
        own.Services.ShouldAllBe(service =>
            service.Container["image"]!.ToString().StartsWith("registry.example:5000/camstream/")
        );
    }

    [Fact]
    public async Task Page_has_the_certificate_that_it_names() =>
        KubernetesObject
            .Items((await RenderAsync("  value: page-tls\n")).One("Ingress", "gateway").Spec["tls"])
            .ShouldHaveSingleItem()["secretName"]!
            .ToString()
            .ShouldBe("page-tls");

    [Fact]
    public async Task Where_telemetry_goes_is_another_template_of_every_service_and_not_of_the_broker()
    {
        var (before, after) = (await RenderAsync(), await RenderAsync("- name: telemetry\n"));

        after
            .Workloads.Where(workload =>
                workload.Pod.ToJsonString() != before.Workload(workload.Name).Pod.ToJsonString()
            )
            .Select(workload => workload.Name)
            .ShouldBe(before.Services.Select(service => service.Name));
    }

    /// <param name="more">What the blocks have in them that are added to it.</param>
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
