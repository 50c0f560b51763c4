using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CamStream.Packages.Mqtt;

/// <summary>A Mosquitto of this test class's own: free port, configuration in a temporary folder, ended by its own process handle.</summary>
public class MosquittoBroker : IAsyncLifetime
{
    private const int Attempts = 10;
    private Process? _process;

    public int Port { get; private set; }

    protected string Folder { get; } = Directory.CreateTempSubdirectory("mosquitto-").FullName;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            if (await TryStartAsync()) return;
            if (attempt == Attempts) throw new InvalidOperationException($"Mosquitto did not start in {Attempts} attempts on free ports.");
        }
    }

    /// <summary>Kills the broker, so that its connections break.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts it again where it was.</summary>
    public async Task RestartAsync() => (await TryStartAsync()).ShouldBeTrue($"port {Port} is taken");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>What follows the listener in mosquitto.conf.</summary>
    protected virtual string Configuration => "allow_anonymous true";

    protected static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, error);
    }

    private async Task<bool> TryStartAsync()
    {
        var file = Path.Combine(Folder, "mosquitto.conf");
        await File.WriteAllTextAsync(file, $"""
            user root
            persistence false
            log_dest stderr
            log_type all
            listener {Port} 127.0.0.1
            {Configuration}

            """);
        var process = Process.Start(new ProcessStartInfo(Program(), ["-c", file]) { RedirectStandardError = true })!;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (!line.Contains("running", StringComparison.Ordinal)) continue;
            _process = process;
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null); // a full pipe would stop the broker
            return true;
        }
        await process.WaitForExitAsync();
        process.Dispose();
        return false;
    }

    /// <summary>Debian keeps it out of an ordinary user's path.</summary>
    private static string Program() => File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
