namespace CamStream.Deploy.Manifests;

/// <summary>A rendered overlay.</summary>
internal sealed class Overlay
{
    /// <summary>The prefix of every secret.</summary>
    public const string Secret = "confidential-";

    private Overlay(IReadOnlyList<KubernetesObject> objects) => Objects = objects;

    public IReadOnlyList<KubernetesObject> Objects { get; }

    public IEnumerable<Workload> Workloads =>
        Objects.Where(item => item.Kind is "Deployment" or "StatefulSet").Select(item => new Workload(item));

    /// <summary>Ingest, encoders and Gateway.</summary>
    public IEnumerable<Workload> Services => Workloads.Where(workload => !workload.IsBroker);

    public IEnumerable<KubernetesObject> Of(string kind) => Objects.Where(item => item.Kind == kind);

    public Workload Workload(string name) => Workloads.Single(workload => workload.Name == name);

    public KubernetesObject One(string kind, string name) => Of(kind).Single(item => item.Name == name);

    /// <summary>Renders an overlay with test accounts.</summary>
    public static async Task<Overlay> RenderAsync(string name)
    {
        using var deploy = new DeployFolder();
        await AddAccountsAsync(deploy, name);
        return Read(await deploy.RenderAsync($"k8s/overlays/{name}"));
    }

    /// <summary>Adds test accounts.</summary>
    public static async Task AddAccountsAsync(DeployFolder deploy, string name)
    {
        var accounts = Directory.CreateDirectory(deploy[$"k8s/overlays/{name}/accounts"]).FullName;
        foreach (var file in new[] { "passwd", "ingest-password", "tls.crt", "tls.key", "ca.key" })
        {
            await File.WriteAllTextAsync(Path.Combine(accounts, file), Secret + file, Command.Cancellation);
        }
    }

    public static Overlay Read(string yaml) =>
        new([.. KubernetesYaml.Read(yaml).Select(item => new KubernetesObject(item))]);
}
