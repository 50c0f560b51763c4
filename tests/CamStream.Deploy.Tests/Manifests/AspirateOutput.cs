using System.Globalization;
using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

/// <summary>
/// The objects that aspirate 9.1.0 makes of a resource of the manifest, with the options of
/// <c>deploy/k8s/generate</c>. It takes names, ports, environment, image, arguments and volumes
/// from the manifest, loses bind mounts, and adds the rest itself.
/// </summary>
/// <param name="name">The resource's name.</param>
/// <param name="resource">The resource.</param>
/// <param name="environment">Its environment in a cluster.</param>
internal sealed class AspirateOutput(string name, JsonNode resource, IReadOnlyDictionary<string, string> environment)
{
    private const string Namespace = "camstream";

    private readonly (string Name, int Port)[] _ports =
    [
        .. resource["bindings"]!.AsObject().Select(binding => (binding.Key, Port(binding))),
    ];

    private readonly (string Name, string Target)[] _volumes =
    [
        .. KubernetesObject
            .Items(resource["volumes"])
            .Select(volume => (volume["name"]!.ToString(), volume["target"]!.ToString())),
    ];

    private bool IsProject => resource["type"]!.ToString() == "project.v0";

    private JsonObject Labels => new() { ["app"] = name };

    /// <summary>The namespace of all resources.</summary>
    public static JsonObject NamespaceObject() =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = Namespace },
        };

    /// <summary>The rendered objects.</summary>
    public IEnumerable<JsonObject> Objects()
    {
        yield return _volumes.Length == 0 ? Deployment() : StatefulSet();
        yield return Object(
            "v1",
            "Service",
            new JsonObject
            {
                ["type"] = "ClusterIP",
                ["selector"] = Labels,
                ["ports"] = Array(
                    _ports,
                    port => new JsonObject
                    {
                        ["name"] = port.Name,
                        ["port"] = port.Port,
                        ["targetPort"] = port.Port,
                    }
                ),
            }
        );
        if (Variables() is { Count: > 0 } variables)
        {
            var map = Object("v1", "ConfigMap", null);
            map["metadata"]!["name"] = $"{name}-env";
            map["data"] = variables;
            yield return map;
        }
    }

    private JsonObject Deployment() =>
        Object(
            "apps/v1",
            "Deployment",
            new JsonObject
            {
                ["minReadySeconds"] = 60,
                ["replicas"] = 1,
                ["selector"] = Nested("matchLabels", Labels),
                ["strategy"] = new JsonObject { ["type"] = "Recreate" },
                ["template"] = Template(new() { ["terminationGracePeriodSeconds"] = 180 }, named: true),
            }
        );

    private JsonObject StatefulSet() =>
        Object(
            "apps/v1",
            "StatefulSet",
            new JsonObject
            {
                ["serviceName"] = name,
                ["replicas"] = 1,
                ["selector"] = Nested("matchLabels", Labels),
                ["template"] = Template([], named: false),
                ["volumeClaimTemplates"] = Array(
                    _volumes,
                    volume => new JsonObject
                    {
                        ["metadata"] = new JsonObject { ["name"] = volume.Name },
                        ["spec"] = new JsonObject
                        {
                            ["accessModes"] = new JsonArray("ReadWriteOnce"),
                            ["resources"] = Nested("requests", new JsonObject { ["storage"] = "1Gi" }),
                        },
                    }
                ),
            }
        );

    private JsonObject Template(JsonObject pod, bool named)
    {
        var container = new JsonObject
        {
            ["name"] = name,
            ["image"] = Image(),
            ["imagePullPolicy"] = "IfNotPresent",
            ["ports"] = Array(
                _ports,
                port =>
                    named
                        ? new JsonObject { ["name"] = port.Name, ["containerPort"] = port.Port }
                        : new JsonObject { ["containerPort"] = port.Port }
            ),
        };
        if (resource["args"] is { } arguments)
            container["args"] = arguments.DeepClone();
        if (_volumes.Length > 0)
        {
            container["volumeMounts"] = Array(
                _volumes,
                volume => new JsonObject { ["name"] = volume.Name, ["mountPath"] = volume.Target }
            );
        }
        if (Variables().Count > 0)
        {
            var reference = new JsonObject { ["name"] = $"{name}-env" };
            container["envFrom"] = new JsonArray(Nested("configMapRef", reference));
        }
        pod["containers"] = new JsonArray(container);
        return new JsonObject { ["metadata"] = Nested("labels", Labels), ["spec"] = pod };
    }

    /// <summary>A project's image is named by the project's file.</summary>
    private string Image()
    {
        if (resource["image"] is { } image)
            return image.ToString();
        var project = Path.GetFileNameWithoutExtension(resource["path"]!.ToString());
        return $"{project.Replace('.', '/').ToLowerInvariant()}:1.0.0";
    }

    private JsonObject Variables()
    {
        var variables = new JsonObject();
        foreach (var (variable, value) in environment)
            variables[variable] = value;
        if (IsProject)
            variables["ASPNETCORE_URLS"] = "http://+:8080;"; // added by aspirate
        return variables;
    }

    private JsonObject Object(string version, string kind, JsonObject? spec)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = Namespace };
        if (kind is "Deployment" or "StatefulSet")
            metadata["labels"] = Labels;
        var item = new JsonObject { ["apiVersion"] = version, ["kind"] = kind };
        item["metadata"] = metadata;
        if (spec is not null)
            item["spec"] = spec;
        return item;
    }

    private static JsonObject Nested(string key, JsonObject value) => new() { [key] = value };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode> make) => [.. items.Select(make)];

    private static int Port(KeyValuePair<string, JsonNode?> binding) =>
        int.Parse(PublishedModel.TargetPort(binding), CultureInfo.InvariantCulture);
}
