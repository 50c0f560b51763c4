using System.Diagnostics;
using System.Globalization;

namespace CamStream.Deploy.Engine;

/// <summary>A Docker engine of the test's own, with one network; with all that it made it is gone when disposed.</summary>
internal sealed class ContainerEngine : IAsyncDisposable
{
    public const string Network = "camstream-test";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder;
    private readonly string _path;
    private readonly Process _daemon;
    private readonly Task _saying;

    private ContainerEngine(DirectoryInfo folder, string path, Process daemon, Task saying) =>
        (_folder, _path, _daemon, _saying) = (folder, path, daemon, saying);

    /// <summary>Skips the test, and says why, where no engine can be started.</summary>
    public static async Task<ContainerEngine> StartAsync()
    {
        var path = await DebianDocker.PathAsync();
        var folder = Directory.CreateTempSubdirectory("camstream-engine-");
        // Of the machine's network only a bridge is touched, while the test runs.
        var daemon = Process.Start(new ProcessStartInfo(
            Found("dockerd", path),
            [
                "--host", $"unix://{folder.FullName}/docker.sock", "--data-root", $"{folder.FullName}/data", "--exec-root", $"{folder.FullName}/exec",
                "--pidfile", $"{folder.FullName}/pid", "--bridge", "none", "--iptables=false", "--ip6tables=false", "--ip-forward=false",
            ])
        {
            RedirectStandardError = true,
            Environment = { ["PATH"] = path },
        })!;
        var said = new List<string>();
        while (await daemon.StandardError.ReadLineAsync(Command.Cancellation) is { } line)
        {
            said.Add(line);
            if (!line.Contains("API listen on", StringComparison.Ordinal)) continue;
            var engine = new ContainerEngine(folder, path, daemon, daemon.StandardError.BaseStream.CopyToAsync(Stream.Null));
            await engine.DockerAsync(["network", "create", Network], CancellationToken.None);
            return engine;
        }
        await daemon.WaitForExitAsync();
        daemon.Dispose();
        folder.Delete(recursive: true);
        Assert.Skip($"dockerd does not start here: {string.Join(" | ", said.TakeLast(3))}");
        throw new UnreachableException();
    }

    /// <returns>What the command wrote.</returns>
    public Task<string> DockerAsync(params string[] arguments) => DockerAsync(arguments, Command.Cancellation);

    /// <summary>The last that a container wrote, to either stream.</summary>
    public Task<string> LogsAsync(string container) => Command.RunAsync(
        new ProcessStartInfo("sh", ["-c", "exec \"$0\" --host \"$1\" logs --tail 40 \"$2\" 2>&1", Found("docker", _path), $"unix://{_folder.FullName}/docker.sock", container]),
        input: null, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        // Whatever became of the test: without its cancellation.
        var containers = await DockerAsync(["ps", "--all", "--quiet"], CancellationToken.None);
        if (containers.Length > 0) await DockerAsync(["rm", "--force", "--volumes", .. containers.Split('\n')], CancellationToken.None);
        await DockerAsync(["network", "rm", Network], CancellationToken.None);
        using (Process.Start("kill", ["-TERM", _daemon.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await _daemon.WaitForExitAsync().WaitAsync(_patience);
        }
        await _saying;
        _daemon.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<string> DockerAsync(string[] arguments, CancellationToken cancellationToken) => (await Command.RunAsync(
        new ProcessStartInfo(Found("docker", _path), ["--host", $"unix://{_folder.FullName}/docker.sock", .. arguments]), input: null, cancellationToken)).Trim();

    private static string Found(string program, string path) => path.Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
