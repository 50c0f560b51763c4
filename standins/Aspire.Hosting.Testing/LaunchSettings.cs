using System.Text.Json;

namespace Aspire.Hosting.Testing;

internal static class LaunchSettings
{
    /// <summary>A host reads its own settings without them.</summary>
    private static readonly string[] _hostPrefixes = ["DOTNET_", "ASPNETCORE_"];

    /// <summary>The environment of the AppHost's first launch profile, as configuration; empty where it has none.</summary>
    public static Dictionary<string, string?> Read(string? projectDirectory)
    {
        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        var path = Path.Combine(projectDirectory ?? string.Empty, "Properties", "launchSettings.json");
        if (projectDirectory is null || !File.Exists(path))
        {
            return values;
        }

        using var settings = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var profile = settings.RootElement.GetProperty("profiles").EnumerateObject().First();
        values["DOTNET_LAUNCH_PROFILE"] = profile.Name;
        if (!profile.Value.TryGetProperty("environmentVariables", out var variables))
        {
            return values;
        }

        foreach (var variable in variables.EnumerateObject())
        {
            values.TryAdd(variable.Name, variable.Value.GetString());
            foreach (var prefix in _hostPrefixes.Where(prefix => variable.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                values.TryAdd(variable.Name[prefix.Length..], variable.Value.GetString());
            }
        }

        return values;
    }
}
