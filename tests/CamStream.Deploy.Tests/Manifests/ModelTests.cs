using System.Text.Json;
using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

/// <summary>
/// Compares the base with the AppHost's model: the base must be what aspirate makes of it today.
/// </summary>
public class ModelTests(PublishedModel model)
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    [Fact]
    public async Task The_base_has_the_resources_of_the_model_in_its_order()
    {
        var kustomization = KubernetesYaml
            .Read(await File.ReadAllTextAsync(Base("kustomization.yaml"), Command.Cancellation))
            .Single();

        KubernetesObject
            .Items(kustomization["resources"])
            .Select(resource => resource.ToString())
            .ShouldBe([.. (await model.ResourcesAsync()).Select(resource => resource.Key), "namespace.yaml"]);
    }

    [Fact]
    public async Task The_base_has_no_folder_of_a_removed_resource() =>
        Directory
            .GetDirectories(Base())
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)
            .ShouldBe((await model.ResourcesAsync()).Select(resource => resource.Key).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_resource_with_a_volume_is_a_StatefulSet_and_every_other_a_Deployment()
    {
        foreach (var (name, resource) in await model.ResourcesAsync())
        {
            var workload = resource["volumes"] is null ? "deployment.yaml" : "statefulset.yaml";
            Directory
                .GetFiles(Base(name))
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal)
                .ShouldBe([.. new[] { workload, "kustomization.yaml", "service.yaml" }.Order(StringComparer.Ordinal)]);
        }
    }

    [Fact]
    public async Task Every_object_equals_the_one_that_aspirate_makes_of_the_model()
    {
        var expected = new List<JsonObject> { AspirateOutput.NamespaceObject() };
        foreach (var (name, resource) in await model.ResourcesAsync())
        {
            var environment = await model.EnvironmentAsync(resource);
            expected.AddRange(new AspirateOutput(name, resource, environment).Objects());
        }

        var rendered = KubernetesYaml.Read(await Command.RunAsync("kubectl", "kustomize", Base()));

        Text(rendered).ShouldBe(Text(expected));
    }

    /// <summary>aspirate loses bind mounts.</summary>
    [Fact]
    public async Task Files_that_the_model_mounts_come_from_a_ConfigMap_in_a_cluster()
    {
        var rendered = await Overlay.RenderAsync("pi");
        foreach (var (name, resource) in await model.ResourcesAsync())
        {
            foreach (var mount in KubernetesObject.Items(resource["bindMounts"]))
            {
                var workload = rendered.Workload(name);
                var mounts = workload.Container["volumeMounts"];
                var mounted = One(mounts, "mountPath", mount["target"]);
                mounted["readOnly"]!.ToString().ShouldBe(mount["readOnly"]!.ToString());
                var volume = One(workload.Pod["volumes"], "name", mounted["name"]);
                var map = rendered.One("ConfigMap", volume["configMap"]!["name"]!.ToString());
                var files = Directory
                    .GetFiles(PublishedModel.Resolve(mount["source"]!.ToString()))
                    .Where(file => Path.GetFileName(file) != "kustomization.yaml");
                var texts = files.ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
                KubernetesObject.Strings(map.Json["data"]).ShouldBe(texts, ignoreOrder: true);
            }
        }
    }

    [Fact]
    public async Task The_model_has_no_parameter_and_no_secret()
    {
        foreach (var (_, resource) in await model.ResourcesAsync())
        {
            resource.ToJsonString().ShouldNotContain("secret", Case.Insensitive);
            resource["inputs"].ShouldBeNull();
            var environment = await model.EnvironmentAsync(resource);
            environment.Values.ShouldNotContain(value => value.Contains('{'));
            resource["type"]!.ToString().ShouldBeOneOf("project.v0", "container.v0");
            KubernetesObject
                .Strings(resource["env"])
                .Keys.ShouldNotContain(name => name.EndsWith("Password", StringComparison.Ordinal));
        }
    }

    private static string Base(params string[] path) => Repository.File(["deploy", "k8s", "base", .. path]);

    /// <summary>The objects and their fields, sorted by name.</summary>
    private static string Text(IEnumerable<JsonObject> objects)
    {
        var texts = objects.Select(item => Sorted(item)!.ToJsonString(_indented));
        return string.Join('\n', texts.Order(StringComparer.Ordinal));
    }

    private static JsonNode One(JsonNode? array, string key, JsonNode? value) =>
        KubernetesObject.Items(array).Single(item => item[key]!.ToString() == value!.ToString());

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject item => new JsonObject(
                item.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))
            ),
            JsonArray array => new JsonArray([.. array.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
