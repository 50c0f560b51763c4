using System.Text.Json.Nodes;

namespace CamStream.Deploy.Manifests;

/// <summary>One rendered object of a cluster.</summary>
internal sealed record KubernetesObject(JsonObject Json)
{
    public string Kind => Json["kind"]!.GetValue<string>();

    public string Name => Json["metadata"]!["name"]!.GetValue<string>();

    public JsonNode Spec => Json["spec"]!;

    public override string ToString() => $"{Kind} {Name}";

    /// <summary>The names and values of an object of strings; empty if it is missing.</summary>
    public static IReadOnlyDictionary<string, string> Strings(JsonNode? node) =>
        node?.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "") ?? [];

    /// <summary>The items of an array; empty if it is missing.</summary>
    public static IEnumerable<JsonNode> Items(JsonNode? node) => node?.AsArray().Select(item => item!) ?? [];
}
