using System.Diagnostics;

namespace CamStream.Deploy.Manifests;

/// <summary>
/// <c>deploy/k8s/deploy</c> with a scripted kubectl, which records its commands.
/// </summary>
public sealed class DeployScriptTests : IDisposable
{
    private const string Kubectl = """
        #!/bin/sh
        case "$*" in
        kustomize*) echo "$2" >"$RENDERED" && echo "kind: List" ;;
        *--dry-run=client*) printf 'deployment.apps/encoder-%s\n' 0 1 2 ;;
        *"get deployments,statefulsets"*)
            printf '%s\n' deployment.apps/gateway deployment.apps/ingest statefulset.apps/mqtt ;;
        *)
            echo "$*" | sed 's, --filename [^ ]*,,' >>"$DONE"
            case "$*" in *"$FAILS"*) exit 1 ;; esac
            ;;
        esac
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-kubectl-");

    [Fact]
    public async Task Encoders_are_updated_last_and_one_after_another()
    {
        await DeployAsync(fails: "nothing");

        (await DoneAsync()).ShouldBe([
            "--namespace camstream --context pis apply --selector app.kubernetes.io/component!=encoder",
            "--namespace camstream --context pis rollout status deployment.apps/gateway --timeout 10m",
            "--namespace camstream --context pis rollout status deployment.apps/ingest --timeout 10m",
            "--namespace camstream --context pis rollout status statefulset.apps/mqtt --timeout 10m",
            "--namespace camstream --context pis apply --selector app=encoder-0",
            "--namespace camstream --context pis rollout status deployment.apps/encoder-0 --timeout 10m",
            "--namespace camstream --context pis apply --selector app=encoder-1",
            "--namespace camstream --context pis rollout status deployment.apps/encoder-1 --timeout 10m",
            "--namespace camstream --context pis apply --selector app=encoder-2",
            "--namespace camstream --context pis rollout status deployment.apps/encoder-2 --timeout 10m",
        ]);
    }

    [Fact]
    public async Task If_an_encoder_does_not_start_the_others_are_unchanged()
    {
        await Should.ThrowAsync<InvalidOperationException>(() =>
            DeployAsync(fails: "rollout status deployment.apps/encoder-1")
        );

        (await DoneAsync()).ShouldNotContain(told => told.Contains("encoder-2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("pi", "deploy/k8s/overlays/pi")]
    [InlineData("./pi", "./pi")]
    [InlineData("own", "own")]
    [InlineData(".", ".")]
    public async Task A_name_means_an_overlay_before_a_folder(string name, string rendered)
    {
        foreach (var folder in new[] { "pi", "own" })
            _folder.CreateSubdirectory(folder);

        await DeployAsync(fails: "nothing", name);

        (await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "rendered"), Command.Cancellation))
            .Trim()
            .Replace($"{Repository.Root}", "", StringComparison.Ordinal)
            .ShouldBe(rendered);
    }

    [Theory]
    [InlineData("pi")]
    [InlineData("single")]
    public async Task The_labels_select_workloads_that_exist(string overlay)
    {
        var rendered = await Overlay.RenderAsync(overlay);

        var encoders = rendered
            .Objects.Where(item =>
                KubernetesObject
                    .Strings(item.Json["metadata"]!["labels"])
                    .GetValueOrDefault("app.kubernetes.io/component") == "encoder"
            )
            .ToArray();

        encoders
            .Select(encoder => encoder.ToString())
            .ShouldBe(rendered.Workloads.Where(workload => workload.IsEncoder).Select(encoder => encoder.ToString()));
        encoders.ShouldAllBe(encoder =>
            KubernetesObject.Strings(encoder.Json["metadata"]!["labels"])["app"] == encoder.Name
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task DeployAsync(string fails, string overlay = "pi")
    {
        await Script.WriteAsync(Path.Combine(_folder.FullName, "kubectl"), Kubectl);
        await Command.RunAsync(
            new ProcessStartInfo("bash", [Repository.File("deploy", "k8s", "deploy"), overlay, "--context", "pis"])
            {
                WorkingDirectory = _folder.FullName,
                Environment =
                {
                    ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}",
                    ["DONE"] = Path.Combine(_folder.FullName, "done"),
                    ["RENDERED"] = Path.Combine(_folder.FullName, "rendered"),
                    ["FAILS"] = fails,
                },
            },
            input: null,
            Command.Cancellation
        );
    }

    private Task<string[]> DoneAsync() =>
        File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "done"), Command.Cancellation);
}
