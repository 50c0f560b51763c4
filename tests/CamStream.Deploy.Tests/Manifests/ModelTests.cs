using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

/// <summary>The base against the AppHost's model: that it is what aspirate would make of it today.</summary>
public class ModelTests(PublishedModel model)
{
    [Fact]
    public async Task Base_has_the_resources_of_the_model_in_its_order()
    {
        var kustomization = KubernetesYaml.Read(await File.ReadAllTextAsync(Base("kustomization.yaml"), Command.Cancellation)).Single();

        KubernetesObject.Items(kustomization["resources"]).Select(resource => resource.ToString())
            .ShouldBe([.. (await model.ResourcesAsync()).Select(resource => resource.Key), "namespace.yaml"]);
    }

    [Fact]
    public async Task Base_has_no_folder_of_a_resource_that_is_gone() =>
        Directory.GetDirectories(Base()).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)
            .ShouldBe((await model.ResourcesAsync()).Select(resource => resource.Key).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_resource_with_a_volume_is_a_StatefulSet_and_every_other_a_Deployment()
    {
        foreach (var (name, resource) in await model.ResourcesAsync())
        {
            var workload = resource["volumes"] is null ? "deployment.yaml" : "statefulset.yaml";
            Directory.GetFiles(Base(name)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ShouldBe([.. new[] { workload, "kustomization.yaml", "service.yaml" }.Order(StringComparer.Ordinal)]);
        }
    }

    [Fact]
    public async Task Ports_are_the_bindings()
    {
        var rendered = await RenderedAsync();
        foreach (var (name, resource) in await model.ResourcesAsync())
        {
            var bindings = resource["bindings"]!.AsObject().Select(binding => (binding.Key, Port: PublishedModel.TargetPort(binding))).ToArray();
            rendered.Workload(name).Ports.Where(port => char.IsAsciiDigit(port[0])).ShouldBe(bindings.Select(binding => binding.Port));
            KubernetesObject.Items(rendered.One("Service", name).Spec["ports"]).Select(port => (port["name"]!.ToString(), port["targetPort"]!.ToString())).ShouldBe(bindings);
        }
    }

    [Fact]
    public async Task Environment_is_that_of_the_model()
    {
        var rendered = await RenderedAsync();
        foreach (var (name, resource) in await model.ResourcesAsync())
        {
            var environment = rendered.Of("ConfigMap").SingleOrDefault(map => map.Name == $"{name}-env")?.Json["data"];
            var expected = await model.EnvironmentAsync(resource);
            if (resource["type"]!.ToString() == "project.v0") expected["ASPNETCORE_URLS"] = "http://+:8080;"; // aspirate's own
            KubernetesObject.Strings(environment).Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal)
                .ShouldBe(expected.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal), name);
        }
    }

    [Fact]
    public async Task Images_arguments_and_volumes_are_those_of_the_model()
    {
        var rendered = await RenderedAsync();
        foreach (var (name, resource) in await model.ResourcesAsync())
        {
            var container = rendered.Workload(name).Container;
            container["image"]!.ToString().ShouldBe(resource["image"]?.ToString() ?? $"camstream/{Path.GetFileNameWithoutExtension(resource["path"]!.ToString()).Split('.')[^1].ToLowerInvariant()}:1.0.0");
            Texts(container["args"]).ShouldBe(Texts(resource["args"]));
            KubernetesObject.Items(container["volumeMounts"]).Select(mount => (mount["name"]!.ToString(), mount["mountPath"]!.ToString()))
                .ShouldBe(KubernetesObject.Items(resource["volumes"]).Select(volume => (volume["name"]!.ToString(), volume["target"]!.ToString())));
        }
    }

    [Fact]
    public async Task No_secret_is_in_the_model()
    {
        foreach (var (_, resource) in await model.ResourcesAsync())
        {
            resource["type"]!.ToString().ShouldBeOneOf("project.v0", "container.v0");
            KubernetesObject.Strings(resource["env"]).Keys.ShouldNotContain(name => name.EndsWith("Password", StringComparison.Ordinal));
        }
    }

    private static string Base(params string[] path) => Repository.File(["deploy", "k8s", "base", .. path]);

    private static async Task<Overlay> RenderedAsync() => Overlay.Read(await Command.RunAsync("kubectl", "kustomize", Base()));

    private static IEnumerable<string> Texts(JsonNode? array) => KubernetesObject.Items(array).Select(item => item.ToString());
}
