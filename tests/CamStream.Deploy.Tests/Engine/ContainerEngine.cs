using System.Diagnostics;
using System.Globalization;

namespace CamStream.Deploy.Engine;

/// <summary>
/// A Docker engine of the test's own, with one network. Disposing it removes everything it created.
/// </summary>
internal sealed class ContainerEngine : IAsyncDisposable
{
    public const string Network = "camstream-test";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder;
    private readonly string _path;
    private readonly Process _daemon;

    // Its output must be read to the end, or it would block.
    private Task _saying = Task.CompletedTask;

    private ContainerEngine(DirectoryInfo folder, string path, Process daemon) =>
        (_folder, _path, _daemon) = (folder, path, daemon);

    /// <summary>The engine's address, as in <c>DOCKER_HOST</c>.</summary>
    public string Host => $"unix://{_folder.FullName}/docker.sock";

    /// <summary>Starts an engine; skips the test with a reason if none can start.</summary>
    public static async Task<ContainerEngine> StartAsync()
    {
        var path = await DebianDocker.PathAsync();
        var folder = Directory.CreateTempSubdirectory("camstream-engine-");
        // While the test runs, it changes only bridges of the machine's network.
        var daemon = Process.Start(
            new ProcessStartInfo(
                Found("dockerd", path),
                [
                    "--host",
                    $"unix://{folder.FullName}/docker.sock",
                    "--data-root",
                    $"{folder.FullName}/data",
                    "--exec-root",
                    $"{folder.FullName}/exec",
                    "--pidfile",
                    $"{folder.FullName}/pid",
                    "--bridge",
                    "none",
                    "--iptables=false",
                    "--ip6tables=false",
                    "--ip-forward=false",
                ]
            )
            {
                RedirectStandardError = true,
                Environment = { ["PATH"] = path },
            }
        )!;
        var engine = new ContainerEngine(folder, path, daemon);
        try
        {
            var problem = await engine.ProblemAsync();
            Assert.SkipWhen(problem is not null, $"dockerd does not start here: {problem}");
            await engine.DockerAsync(["network", "create", Network], Command.Cancellation);
            return engine;
        }
        catch
        {
            await engine.EndAsync();
            throw;
        }
    }

    /// <returns>The command's output.</returns>
    public Task<string> DockerAsync(params string[] arguments) => DockerAsync(arguments, Command.Cancellation);

    /// <summary>Builds an image of one layer.</summary>
    /// <param name="root">The folder that becomes the image's root.</param>
    /// <param name="name">The image's name and tag.</param>
    /// <param name="changes">Lines of a Dockerfile, such as <c>ENV PATH=/usr/bin</c>.</param>
    public async Task ImportAsync(string root, string name, params string[] changes)
    {
        var tar = Path.GetTempFileName();
        try
        {
            await Command.RunAsync("tar", "--create", "--file", tar, "--directory", root, ".");
            var options = changes.SelectMany(change => new[] { "--change", change });
            await DockerAsync(["import", .. options, tar, name]);
        }
        finally
        {
            File.Delete(tar);
        }
    }

    /// <summary>
    /// Makes it the engine of the programs that this process starts, until disposed. An installed
    /// command is preferred to Debian's.
    /// </summary>
    public IDisposable Use() =>
        new EnvironmentChange(
            ("PATH", $"{Environment.GetEnvironmentVariable("PATH")}:{_path}"),
            ("DOCKER_HOST", Host),
            ("ASPIRE_CONTAINER_RUNTIME", "docker")
        );

    /// <summary>A container's last output, both streams.</summary>
    public Task<string> LogsAsync(string container)
    {
        const string Both = "exec \"$0\" --host \"$1\" logs --tail 40 \"$2\" 2>&1";
        string[] arguments = ["-c", Both, Found("docker", _path), Host, container];
        var start = new ProcessStartInfo("sh", arguments);
        return Command.RunAsync(start, input: null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        // Runs even after a cancelled test, so without the test's cancellation.
        using var limit = new CancellationTokenSource(_patience);
        try
        {
            var containers = await DockerAsync(["ps", "--all", "--quiet"], limit.Token);
            if (containers.Length > 0)
                await DockerAsync(["rm", "--force", "--volumes", .. containers.Split('\n')], limit.Token);
            await DockerAsync(["network", "prune", "--force"], limit.Token);
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <returns>Why the engine does not start; null once it listens.</returns>
    private async Task<string?> ProblemAsync()
    {
        var said = new List<string>();
        while (await _daemon.StandardError.ReadLineAsync(Command.Cancellation) is { } line)
        {
            said.Add(line);
            if (!line.Contains("API listen on", StringComparison.Ordinal))
                continue;
            _saying = _daemon.StandardError.BaseStream.CopyToAsync(Stream.Null);
            return null;
        }
        return string.Join(" | ", said.TakeLast(3));
    }

    private async Task EndAsync()
    {
        if (!_daemon.HasExited)
        {
            var id = _daemon.Id.ToString(CultureInfo.InvariantCulture);
            using var kill = Process.Start("kill", ["-TERM", id]);
            try
            {
                await _daemon.WaitForExitAsync().WaitAsync(_patience);
            }
            catch (TimeoutException)
            {
                _daemon.Kill(entireProcessTree: true);
                throw;
            }
        }
        await _saying;
        _daemon.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <inheritdoc cref="DockerAsync(string[])"/>
    /// <param name="arguments">The command's arguments.</param>
    /// <param name="cancellationToken">Kills the command.</param>
    public async Task<string> DockerAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Found("docker", _path), ["--host", Host, .. arguments]);
        return (await Command.RunAsync(start, input: null, cancellationToken)).Trim();
    }

    private static string Found(string program, string path) =>
        path.Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);
}
