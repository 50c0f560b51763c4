using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace CamStream.Deploy.Images;

/// <summary>
/// The services' images, built as in docs/deploy.md and pushed to a registry of the tests; deleted
/// when disposed.
/// </summary>
public sealed class PublishedImages : IAsyncDisposable
{
    public const string Tag = "1.0.0";

    private readonly SemaphoreSlim _once = new(1, 1);
    private Registry? _registry;

    /// <summary>The registry with the images, and with a replacement for Mosquitto's.</summary>
    public async Task<string> RegistryAsync() => (await PublishedAsync()).Name;

    /// <summary>An image's configuration.</summary>
    /// <param name="service"><c>encoder</c>, <c>ingest</c> or <c>gateway</c>.</param>
    /// <param name="architecture"><c>amd64</c> or <c>arm64</c>.</param>
    internal async Task<(JsonNode Configuration, JsonNode Manifest)> ReadAsync(string service, string architecture)
    {
        var registry = await PublishedAsync();
        var index = JsonNode.Parse(registry.Manifest($"camstream/{service}", Tag))!;
        var platform = index["manifests"]!
            .AsArray()
            .Single(manifest => manifest!["platform"]!["architecture"]!.GetValue<string>() == architecture)!;
        var image = JsonNode.Parse(registry.Manifest($"camstream/{service}", platform["digest"]!.GetValue<string>()))!;
        return (JsonNode.Parse(registry.Blob(image["config"]!["digest"]!.GetValue<string>()))!, image);
    }

    internal async Task<byte[]> LastLayerAsync(JsonNode manifest) =>
        (await PublishedAsync()).Blob(manifest["layers"]!.AsArray()[^1]!["digest"]!.GetValue<string>());

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null)
            await _registry.DisposeAsync();
        _once.Dispose();
    }

    private async Task<Registry> PublishedAsync()
    {
        await _once.WaitAsync(Command.Cancellation);
        try
        {
            if (_registry is not null)
                return _registry;
            var registry = await Registry.StartAsync();
            try
            {
                await AddBasesAsync(registry);
                await PublishAllAsync(registry);
            }
            catch
            {
                await registry.DisposeAsync();
                throw;
            }
            return _registry = registry;
        }
        finally
        {
            _once.Release();
        }
    }

    private static async Task AddBasesAsync(Registry registry)
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var path = $"{RootFolder.DotNet}:/usr/bin:/usr/sbin";
        using var aspnet = await RootFolder.WithDotNetAsync();
        using var encoder = await RootFolder.WithDotNetAsync("ffmpeg", "ffprobe");
        using var mosquitto = await RootFolder.WithAsync("mosquitto", "sh", "cat", "cksum", "sleep");
        await BaseImage.AddAsync(registry, "aspnet", "10.0", aspnet.Path, architecture, path);
        await BaseImage.AddAsync(registry, "camstream/encoder-base", "10.0", encoder.Path, architecture, path);
        await BaseImage.AddAsync(registry, "eclipse-mosquitto", "2.0", mosquitto.Path, architecture, path);
    }

    // The commands of docs/deploy.md in one build: three builds would take twice as long.
    private static async Task PublishAllAsync(Registry registry)
    {
        var services = string.Concat(
            Service("Ingest", $"ContainerBaseImage={registry.Name}/aspnet:10.0"),
            Service("Gateway", $"ContainerBaseImage={registry.Name}/aspnet:10.0"),
            Service("Encoder", "")
        );
        var folder = Directory.CreateTempSubdirectory("camstream-images-");
        try
        {
            var project = Path.Combine(folder.FullName, "images.proj");
            await File.WriteAllTextAsync(
                project,
                $"""
                <Project>
                  <ItemGroup>{services}</ItemGroup>
                  <Target Name="PublishContainer">
                    <MSBuild Projects="@(Service)" Targets="PublishContainer" BuildInParallel="true" />
                  </Target>
                </Project>
                """,
                Command.Cancellation
            );
            await MakeAsync("build", project, $"-p:ContainerRegistry={registry.Name}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static string Service(string name, string properties) =>
            $"""<Service Include="{Project(name)}" AdditionalProperties="{properties}" />""";

        static string Project(string name) => Repository.File($"CamStream.{name}", $"CamStream.{name}.csproj");
    }

    /// <summary>
    /// Builds a service's image in the configuration of the tests, so that little is left to
    /// compile.
    /// </summary>
    /// <param name="project">The service's project.</param>
    /// <param name="properties">Further arguments.</param>
    internal static Task PublishAsync(string project, params string[] properties) =>
        MakeAsync("publish", project, properties);

    private static Task<string> MakeAsync(string command, string project, params string[] properties) =>
        Command.RunAsync(
            // Nodes that stay for the next build would keep our pipes open.
            new ProcessStartInfo(
                "dotnet",
                [
                    command,
                    project,
                    "-t:PublishContainer",
                    .. properties,
                    $"-p:Configuration={Repository.Configuration}",
                    "--no-restore",
                    "-nodeReuse:false",
                    "--nologo",
                    "-v:quiet",
                    "-p:RunAnalyzers=false", // done by the build of the tests
                ]
            ),
            input: null,
            Command.Cancellation
        );
}
