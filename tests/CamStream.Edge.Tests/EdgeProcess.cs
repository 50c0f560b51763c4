using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CamStream.Testing;

namespace CamStream.Edge;

/// <summary>The camera agent as a process of its own.</summary>
internal sealed class EdgeProcess : IAsyncDisposable
{
    private readonly Process _process;

    private EdgeProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static EdgeProcess Start(
        Mosquitto? broker,
        IReadOnlyDictionary<string, string>? environment,
        params string[] options
    ) => Start([], broker, environment, options);

    /// <summary>Starts it like a program that was published without the test pattern.</summary>
    /// <param name="folder">An empty folder of the test.</param>
    public static async Task<EdgeProcess> StartWithoutPatternAsync(string folder, params string[] options)
    {
        var program = Path.ChangeExtension(typeof(EdgeHost).Assembly.Location, null);
        var runtime = JsonNode.Parse(await File.ReadAllTextAsync($"{program}.runtimeconfig.json"))!;
        runtime["runtimeOptions"]!["configProperties"]!["CamStream.TestPattern"] = false;
        var changed = Path.Combine(folder, "runtimeconfig.json");
        await File.WriteAllTextAsync(changed, runtime.ToJsonString());
        return Start(["exec", "--runtimeconfig", changed, "--depsfile", $"{program}.deps.json"], null, null, options);
    }

    private static EdgeProcess Start(
        string[] host,
        Mosquitto? broker,
        IReadOnlyDictionary<string, string>? environment,
        string[] options
    )
    {
        var info = new ProcessStartInfo(
            Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet",
            [.. host, typeof(EdgeHost).Assembly.Location, "--Logging:LogLevel:Default=Warning", .. options]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        info.Environment["Edge__Camera"] = "porch";
        if (broker is not null)
            info.Environment["Mqtt__Port"] = broker.Port.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            info.Environment[name] = value;
        return new EdgeProcess(Process.Start(info)!);
    }

    public void Kill() => _process.Kill();

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() =>
        Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>The next line of standard output that contains these words.</summary>
    public async Task<string> SaysAsync(string words)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException($"The agent ended without '{words}'.");
    }

    public async Task<(int ExitCode, string Error)> EndAsync()
    {
        var output = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
