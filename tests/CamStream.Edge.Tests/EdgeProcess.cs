using System.Diagnostics;
using System.Globalization;
using CamStream.Testing;

namespace CamStream.Edge;

/// <summary>The camera agent as the process that it is.</summary>
internal sealed class EdgeProcess : IAsyncDisposable
{
    private readonly Process _process;

    private EdgeProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static EdgeProcess Start(
        Mosquitto? broker,
        IReadOnlyDictionary<string, string>? environment,
        params string[] options
    )
    {
        var info = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [typeof(EdgeHost).Assembly.Location, "--Logging:LogLevel:Default=Warning", .. options]
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

    /// <summary>SIGTERM.</summary>
    public void Terminate() =>
        Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    /// <summary>The next line with these words, on standard output.</summary>
    public async Task<string> SaysAsync(string words)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(words, StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException($"It ended without '{words}'.");
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
