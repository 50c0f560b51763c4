using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CamStream.Deploy.Manifests;

/// <summary>The AppHost's manifest from Aspire's publisher, read as aspirate reads it.</summary>
public sealed partial class PublishedModel
{
    private const string DefaultPort = "8080";

    // Aspire names files of the repository relative to the manifest.
    private static readonly string _folder = Path.Combine(Path.GetTempPath(), $"camstream-manifest-{Guid.NewGuid():N}");

    private readonly Lazy<Task<JsonObject>> _manifest = new(ReadAsync);

    internal async Task<IReadOnlyList<KeyValuePair<string, JsonNode>>> ResourcesAsync() =>
        [.. (await _manifest.Value).Select(resource => KeyValuePair.Create(resource.Key, resource.Value!))];

    /// <summary>
    /// The port in the container. aspirate gives an endpoint <c>http</c> without a port 8080.
    /// </summary>
    internal static string TargetPort(KeyValuePair<string, JsonNode?> binding) =>
        binding.Value!["targetPort"]?.ToString()
        ?? (binding.Key == "http" ? DefaultPort : throw new InvalidDataException($"{binding.Key} has no port."));

    /// <summary>
    /// The resource's environment, with expressions replaced by their values in a cluster.
    /// </summary>
    internal async Task<Dictionary<string, string>> EnvironmentAsync(JsonNode resource)
    {
        var resources = await _manifest.Value;
        return KubernetesObject
            .Strings(resource["env"])
            .ToDictionary(
                variable => variable.Key,
                variable =>
                    Expression()
                        .Replace(
                            variable.Value,
                            match =>
                                Value(
                                    resources,
                                    match.Groups["resource"].Value,
                                    match.Groups["binding"].Value,
                                    match.Groups["property"].Value
                                )
                        )
            );
    }

    /// <summary>The path of a file that the manifest names.</summary>
    internal static string Resolve(string path) => Path.GetFullPath(path, _folder);

    private static string Value(JsonObject resources, string resource, string binding, string property)
    {
        var port = TargetPort(KeyValuePair.Create(binding, resources[resource]!["bindings"]![binding]));
        return property switch
        {
            "host" => resource,
            "port" or "targetPort" => port,
            "url" => $"http://{resource}:{port}",
            _ => throw new NotSupportedException(property),
        };
    }

    private static async Task<JsonObject> ReadAsync()
    {
        var path = Path.Combine(Directory.CreateDirectory(_folder).FullName, "manifest.json");
        try
        {
            await Command.RunAsync(
                "dotnet",
                Repository.Program("CamStream.AppHost"),
                "--operation",
                "publish",
                "--publisher",
                "manifest",
                "--output-path",
                path
            );
            return JsonNode.Parse(await File.ReadAllTextAsync(path, Command.Cancellation))!["resources"]!.AsObject();
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [GeneratedRegex(@"\{(?<resource>[^.{}]+)\.bindings\.(?<binding>[^.{}]+)\.(?<property>[^.{}]+)\}")]
    private static partial Regex Expression();
}
