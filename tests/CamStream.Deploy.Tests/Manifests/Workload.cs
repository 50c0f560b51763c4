using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

/// <summary>A Deployment or StatefulSet; its pods have one container each.</summary>
internal sealed record Workload(KubernetesObject Object)
{
    public string Name => Object.Name;

    public bool IsBroker => Name == "mqtt";

    public bool IsEncoder => Name.StartsWith("encoder-", StringComparison.Ordinal);

    public JsonNode Pod => Object.Spec["template"]!["spec"]!;

    public IReadOnlyDictionary<string, string> Labels =>
        KubernetesObject.Strings(Object.Spec["template"]!["metadata"]!["labels"]);

    public IReadOnlyDictionary<string, string> Annotations =>
        KubernetesObject.Strings(Object.Spec["template"]!["metadata"]!["annotations"]);

    public JsonNode Container => Pod["containers"]!.AsArray().ShouldHaveSingleItem()!;

    /// <summary>The ports it declares, by number and name.</summary>
    public IEnumerable<string> Ports =>
        KubernetesObject
            .Items(Container["ports"])
            .SelectMany(port => new[] { port["containerPort"]!.ToString(), port["name"]?.ToString() })
            .OfType<string>();

    /// <summary>Its volumes, including those claimed for each pod.</summary>
    public IEnumerable<string> Volumes =>
        KubernetesObject
            .Items(Pod["volumes"])
            .Select(volume => volume["name"]!.ToString())
            .Concat(
                KubernetesObject
                    .Items(Object.Spec["volumeClaimTemplates"])
                    .Select(claim => claim["metadata"]!["name"]!.ToString())
            );

    /// <summary>
    /// Whether a label selector matches its pods (Kubernetes API, LabelSelector).
    /// </summary>
    public bool IsSelectedBy(JsonNode? selector) =>
        KubernetesObject
            .Strings(selector?["matchLabels"])
            .All(label => Labels.GetValueOrDefault(label.Key) == label.Value)
        && KubernetesObject.Items(selector?["matchExpressions"]).All(IsMatchedBy);

    public override string ToString() => Object.ToString();

    private bool IsMatchedBy(JsonNode expression)
    {
        var isOneOf = KubernetesObject
            .Items(expression["values"])
            .Any(value => value.ToString() == Labels.GetValueOrDefault(expression["key"]!.ToString()));
        return expression["operator"]!.ToString() switch
        {
            "In" => isOneOf,
            "NotIn" => !isOneOf,
            var other => throw new NotSupportedException(other),
        };
    }
}
