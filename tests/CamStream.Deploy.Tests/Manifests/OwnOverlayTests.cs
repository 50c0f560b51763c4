namespace CamStream.Deploy.Manifests;

/// <summary>An overlay of one's own, as docs/deploy.md has it.</summary>
public class OwnOverlayTests
{
    [Fact]
    public async Task Every_image_that_is_published_comes_from_the_registry_that_it_names()
    {
        using var deploy = new DeployFolder();
        await Overlay.AddAccountsAsync(deploy, "pi");
        Directory.CreateDirectory(deploy["k8s/own"]);
        await File.WriteAllTextAsync(deploy["k8s/own/kustomization.yaml"], Documented(), Command.Cancellation);

        var own = Overlay.Read(await deploy.RenderAsync("k8s/own"));

        own.Services.ShouldNotBeEmpty();
        own.Services.ShouldAllBe(service => service.Container["image"]!.ToString().StartsWith("registry.example:5000/camstream/"));
    }

    private static string Documented() => File.ReadAllText(Repository.File("docs", "deploy.md"))
        .Split("```").Single(block => block.StartsWith("yaml\n", StringComparison.Ordinal) && block.Contains("- ../overlays/pi\n", StringComparison.Ordinal))["yaml\n".Length..];
}
