using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CamStream.Deploy.Manifests;

namespace CamStream.Deploy.Engine;

/// <summary>
/// A machine that runs all workloads of an overlay as containers, which find each other by the
/// names of their Services.
/// </summary>
internal sealed class Node(ContainerEngine engine) : IDisposable
{
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(250);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-node-");
    private readonly List<Pod> _pods = [];
    private readonly Dictionary<string, string> _addresses = [];

    /// <summary>Starts every workload.</summary>
    /// <param name="objects">The rendered overlay.</param>
    /// <param name="published">
    /// The port of each workload that is published on this machine's loopback interface.
    /// </param>
    public async Task StartAsync(Overlay objects, IReadOnlyDictionary<string, int> published)
    {
        await File.WriteAllTextAsync(Hosts, "", Command.Cancellation);
        foreach (var workload in objects.Workloads)
        {
            var pod = new Pod(workload, objects, _folder.FullName);
            await pod.WriteVolumesAsync(objects);
            string[] publish = published.TryGetValue(pod.Name, out var port)
                ? ["--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1::{port}")]
                : [];
            await engine.DockerAsync([
                "run",
                "--detach",
                "--name",
                pod.Name,
                "--network",
                ContainerEngine.Network,
                "--volume",
                $"{Hosts}:/etc/hosts:ro",
                .. publish,
                .. pod.Arguments(),
            ]);
            _addresses[pod.Name] = await engine.DockerAsync(
                "inspect",
                "--format",
                $"{{{{(index .NetworkSettings.Networks \"{ContainerEngine.Network}\").IPAddress}}}}",
                pod.Name
            );
            _pods.Add(pod);
        }
        // Written in place: the containers have mounted this file, not its name.
        await File.WriteAllLinesAsync(
            Hosts,
            ["127.0.0.1 localhost", .. _addresses.Select(pod => $"{pod.Value} {pod.Key}")],
            Command.Cancellation
        );
    }

    /// <summary>Updates the ConfigMaps and Secrets in the pods.</summary>
    public async Task ChangeAsync(Overlay objects)
    {
        foreach (var pod in _pods)
            await pod.WriteVolumesAsync(objects);
    }

    /// <summary>A workload's address inside the cluster.</summary>
    public Uri Inside(string workload, int port) =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://{_addresses[workload]}:{port}"));

    /// <summary>The address of a workload's published port on this machine.</summary>
    public async Task<IPEndPoint> OutsideAsync(string workload) =>
        IPEndPoint.Parse((await engine.DockerAsync("port", workload)).Split(" -> ")[1]);

    /// <summary>Waits until every pod passes its readiness and liveness probes.</summary>
    public async Task ReadyAsync(Overlay objects)
    {
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(_period);
        foreach (var workload in objects.Workloads)
        {
            foreach (var probe in new[] { "readinessProbe", "livenessProbe" })
            {
                while (!await PassesAsync(http, workload, probe))
                {
                    (await IsRunningAsync(workload.Name)).ShouldBeTrue(await LogsAsync());
                    await timer.WaitForNextTickAsync(Command.Cancellation);
                }
            }
        }
    }

    public async Task<bool> IsRunningAsync(string workload) =>
        await engine.DockerAsync("inspect", "--format", "{{.State.Running}}", workload) == "true";

    /// <summary>The last output of every pod, even after the deadline.</summary>
    public async Task<string> LogsAsync()
    {
        var said = new List<string>();
        foreach (var pod in _pods)
            said.Add($"--- {pod.Name}\n{await engine.LogsAsync(pod.Name)}");
        return string.Join('\n', said);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Hosts => Path.Combine(_folder.FullName, "hosts");

    private async Task<bool> PassesAsync(HttpClient http, Workload workload, string name)
    {
        var probe = workload.Container[name]!;
        try
        {
            if (probe["tcpSocket"] is { } socket)
            {
                using var client = new TcpClient();
                await client.ConnectAsync(
                    _addresses[workload.Name],
                    int.Parse(socket["port"]!.ToString(), CultureInfo.InvariantCulture),
                    Command.Cancellation
                );
                return true;
            }
            using var answer = await http.GetAsync(
                new Uri(Inside(workload.Name, 8080), probe["httpGet"]!["path"]!.ToString()),
                Command.Cancellation
            );
            return answer.IsSuccessStatusCode;
        }
        catch (Exception refused) when (refused is SocketException or HttpRequestException)
        {
            return false; // not yet
        }
    }
}
