using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

/// <summary>One object of a cluster, as it is rendered.</summary>
internal sealed record KubernetesObject(JsonObject Json)
{
    public string Kind => Json["kind"]!.GetValue<string>();

    public string Name => Json["metadata"]!["name"]!.GetValue<string>();

    public JsonNode Spec => Json["spec"]!;

    public override string ToString() => $"{Kind} {Name}";

    /// <summary>Names and values of an object of strings; none where it is not there.</summary>
    public static IReadOnlyDictionary<string, string> Strings(JsonNode? node) =>
        node?.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "") ?? [];

    /// <summary>Items of an array; none where it is not there.</summary>
    public static IEnumerable<JsonNode> Items(JsonNode? node) => node?.AsArray().Select(item => item!) ?? [];
}
