using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CamStream.Frames.Mqtt;
using CamStream.Testing;

namespace CamStream.Accounts;

/// <summary>
/// A real Mosquitto with the configuration of a cluster, except for ports and folders. Ingest and
/// two cameras have accounts.
/// </summary>
public sealed class SecuredBroker : IAsyncLifetime
{
    private const int Attempts = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-secured-");
    private readonly Dictionary<string, string> _passwords = [];
    private Process? _mosquitto;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public AccountsFolder Accounts => new(Path.Combine(_folder.FullName, "accounts"));

    private int Port { get; set; }

    private int TlsPort { get; set; }

    private static string Configuration => Repository.File("deploy", "mosquitto");

    /// <summary>The options with which a service or camera on this machine signs in.</summary>
    public BrokerOptions Plain(string user) =>
        new()
        {
            Host = "localhost",
            Port = Port,
            User = user,
            Password = _passwords[user],
        };

    /// <summary>The options with which a camera on the network signs in.</summary>
    public BrokerOptions Tls(string user) =>
        new()
        {
            Host = "localhost",
            Port = TlsPort,
            User = user,
            Password = _passwords[user],
            Tls = true,
            CaFile = Accounts.Authority,
        };

    /// <summary>Creates a camera's account.</summary>
    public void Add(string camera) => _passwords[camera] = Accounts.AddCamera(camera);

    public async ValueTask InitializeAsync()
    {
        Accounts.Prepare(["localhost"], TimeProvider.System);
        _passwords[AccountsFolder.Ingest] = await File.ReadAllTextAsync(
            Path.Combine(Accounts.Path, "ingest-password"),
            Cancellation
        );
        Add("front-door");
        Add("garden");

        foreach (var folder in new[] { "config", "data", "tls" })
            _folder.CreateSubdirectory(folder);
        foreach (var file in new[] { "tls.crt", "tls.key" })
            File.Copy(Path.Combine(Accounts.Path, file), Path.Combine(_folder.FullName, "tls", file));
        foreach (var file in new[] { "acl", "run.sh" })
            File.Copy(Path.Combine(Configuration, file), Path.Combine(_folder.FullName, "config", file));
        for (var attempt = 1; !await TryStartAsync(); attempt++)
            attempt.ShouldBeLessThan(Attempts, "Mosquitto did not start");
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        (await TryStartAsync(Port, TlsPort)).ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private Task<bool> TryStartAsync() => TryStartAsync(FreePort(), FreePort());

    private async Task<bool> TryStartAsync(int port, int tlsPort)
    {
        (Port, TlsPort) = (port, tlsPort);
        var configuration = await File.ReadAllTextAsync(Path.Combine(Configuration, "mosquitto.conf"), Cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "config", "mosquitto.conf"),
            configuration
                .Replace("/mosquitto/", _folder.FullName + '/', StringComparison.Ordinal)
                .Replace(
                    "listener 1883",
                    string.Create(CultureInfo.InvariantCulture, $"listener {port} localhost"),
                    StringComparison.Ordinal
                )
                .Replace(
                    "listener 8883",
                    string.Create(CultureInfo.InvariantCulture, $"listener {tlsPort} localhost"),
                    StringComparison.Ordinal
                )
                .Replace(
                    "log_dest stdout",
                    "log_dest stderr\nlog_type information\nuser root",
                    StringComparison.Ordinal
                ),
            Cancellation
        );
        var process = Process.Start(
            new ProcessStartInfo("sh", [Path.Combine(_folder.FullName, "config", "run.sh"), _folder.FullName])
            {
                RedirectStandardError = true,
            }
        )!;
        while (await process.StandardError.ReadLineAsync(Cancellation) is { } line)
        {
            if (!line.EndsWith(" running", StringComparison.Ordinal))
                continue;
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            _mosquitto = process;
            return true;
        }
        process.Dispose();
        return false;
    }

    private async Task StopAsync()
    {
        if (_mosquitto is not { } mosquitto)
            return;
        _mosquitto = null;
        using var stop = Process.Start("kill", [mosquitto.Id.ToString(CultureInfo.InvariantCulture)]);
        await mosquitto.WaitForExitAsync(CancellationToken.None);
        mosquitto.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
