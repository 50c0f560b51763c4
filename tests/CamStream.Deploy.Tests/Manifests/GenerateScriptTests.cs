using System.Diagnostics;

namespace CamStream.Deploy.Manifests;

/// <summary>
/// <c>deploy/k8s/generate</c> with a scripted <c>dotnet</c>, which records its commands and writes
/// files as aspirate does.
/// </summary>
public sealed class GenerateScriptTests : IDisposable
{
    private const string Generate =
        "aspirate generate --output-path ../deploy/k8s/base --namespace camstream "
        + "--image-pull-policy IfNotPresent --skip-build --disable-secrets --disable-state "
        + "--include-dashboard false --non-interactive";

    private const string DotNet = """
        #!/bin/sh
        echo "${PWD##*/}: $*" >>"$DONE"
        if [ "$1" = aspirate ]; then
            touch manifest.json aspirate-state.json
            mkdir -p "$4/mqtt"
            echo new >"$4/kustomization.yaml"
        fi
        case "$*" in "$FAILS"*) exit 1 ;; esac
        exit 0
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-generate-");

    public GenerateScriptTests()
    {
        string[] folders = ["CamStream.AppHost", "deploy/k8s/base/gone", "bin", "elsewhere"];
        foreach (var folder in folders)
            _folder.CreateSubdirectory(folder);
        File.Copy(Repository.File("deploy", "k8s", "generate"), Path("deploy/k8s/generate"));
        File.WriteAllText(Path("deploy/k8s/base/kustomization.yaml"), "old\n");
    }

    [Fact]
    public async Task Aspirate_runs_in_the_folder_of_the_manifest_and_asks_nothing()
    {
        await GenerateAsync();

        (await DoneAsync()).ShouldBe(["CamStream.AppHost: tool restore", $"CamStream.AppHost: {Generate}"]);
    }

    [Fact]
    public async Task The_base_is_regenerated_and_nothing_else_is_left()
    {
        var before = Files();

        await GenerateAsync();

        (await BaseAsync()).ShouldBe("new");
        Directory.Exists(Path("deploy/k8s/base/mqtt")).ShouldBeTrue();
        Directory.Exists(Path("deploy/k8s/base/gone")).ShouldBeFalse();
        Files().Except(before).ShouldBe([Path("bin/dotnet"), Path("done")], ignoreOrder: true);
    }

    [Fact]
    public async Task If_the_tool_cannot_be_restored_it_is_named_and_the_base_is_unchanged()
    {
        (await FailureAsync("tool restore")).ShouldContain("deploy/k8s/generate: aspirate cannot be restored.");
        (await DoneAsync()).ShouldHaveSingleItem();
        (await BaseAsync()).ShouldBe("old");
    }

    [Fact]
    public async Task If_aspirate_fails_the_base_is_unchanged()
    {
        (await FailureAsync("aspirate")).ShouldContain(
            "deploy/k8s/generate: aspirate failed. deploy/k8s/base is as it was."
        );
        (await BaseAsync()).ShouldBe("old");
        Directory.Exists(Path("deploy/k8s/base/gone")).ShouldBeTrue();
        File.Exists(Path("CamStream.AppHost/manifest.json")).ShouldBeFalse();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Path(string path) => System.IO.Path.Combine(_folder.FullName, path);

    private string[] Files() => Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories);

    private async Task<string> FailureAsync(string command) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => GenerateAsync(command))).Message;

    private async Task GenerateAsync(string fails = "nothing")
    {
        await Script.WriteAsync(Path("bin/dotnet"), DotNet);
        await Command.RunAsync(
            new ProcessStartInfo("bash", [Path("deploy/k8s/generate")])
            {
                WorkingDirectory = Path("elsewhere"),
                Environment =
                {
                    ["PATH"] = $"{Path("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
                    ["DONE"] = Path("done"),
                    ["FAILS"] = fails,
                },
            },
            input: null,
            Command.Cancellation
        );
    }

    private Task<string[]> DoneAsync() => File.ReadAllLinesAsync(Path("done"), Command.Cancellation);

    private async Task<string> BaseAsync()
    {
        var path = Path("deploy/k8s/base/kustomization.yaml");
        return (await File.ReadAllTextAsync(path, Command.Cancellation)).Trim();
    }
}
