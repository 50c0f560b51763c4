using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CamStream.Testing;

/// <summary>
/// A real Mosquitto for one test, on a free port of the loopback interface. Disposal ends it.
/// </summary>
public sealed class Mosquitto : IAsyncDisposable
{
    private const int Attempts = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-mosquitto-");
    private readonly string[] _settings;
    private Process? _process;

    private Mosquitto(string[] settings) => _settings = settings;

    /// <summary>The port that it listens on; the same after a restart.</summary>
    public int Port { get; private set; }

    /// <summary>Starts a broker that accepts everyone.</summary>
    /// <param name="settings">Further lines of mosquitto.conf.</param>
    public static async Task<Mosquitto> StartAsync(params string[] settings)
    {
        var broker = new Mosquitto(settings);
        for (var attempt = 1; ; attempt++)
        {
            broker.Port = FreePort();
            try
            {
                await broker.RunAsync();
                return broker;
            }
            // Another process has taken the port meanwhile.
            catch (InvalidOperationException) when (attempt < Attempts) { }
            catch
            {
                await broker.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>, on the same port.</summary>
    public Task RestartAsync() => RunAsync();

    /// <summary>Kills it: connections break without a DISCONNECT.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private async Task RunAsync()
    {
        var configuration = Path.Combine(_folder.FullName, "mosquitto.conf");
        await File.WriteAllLinesAsync(
            configuration,
            [$"listener {Port} 127.0.0.1", "allow_anonymous true", "log_dest stderr", .. _settings]
        );
        var process = Process.Start(
            new ProcessStartInfo(Program(), ["-c", configuration]) { RedirectStandardError = true }
        )!;
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (!line.EndsWith(" running", StringComparison.Ordinal))
                continue;
            _process = process;
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
            return;
        }
        await process.WaitForExitAsync();
        process.Dispose();
        throw new InvalidOperationException($"Mosquitto did not start: {string.Join(" | ", said)}");
    }

    // Debian installs it in /usr/sbin, which is not in every PATH.
    private static string Program() => File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
