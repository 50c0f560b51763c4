using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CamStream.Edge;

/// <summary>A real Mosquitto on a port of its own.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("camstream-broker-").FullName;
    private Process? _process;

    private Broker(int port) => Port = port;

    public int Port { get; }

    public static async Task<Broker> StartAsync(string settings = "allow_anonymous true")
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var broker = new Broker(((IPEndPoint)probe.LocalEndpoint).Port);
        probe.Stop();
        await File.WriteAllTextAsync(
            Path.Combine(broker._folder, "mosquitto.conf"), string.Create(CultureInfo.InvariantCulture, $"listener {broker.Port} 127.0.0.1\n{settings}\n"));
        await broker.RestartAsync();
        return broker;
    }

    /// <summary>Starts it, after <see cref="StopAsync"/> again.</summary>
    public async Task RestartAsync()
    {
        var program = File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";
        var info = new ProcessStartInfo(program, ["-c", Path.Combine(_folder, "mosquitto.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        _process = Process.Start(info)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }

    public async Task StopAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
