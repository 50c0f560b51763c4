using System.Diagnostics;
using System.Globalization;
using CamStream.Accounts;
using Microsoft.Extensions.Hosting;

namespace CamStream.AppHost.Broker;

/// <summary>
/// What Mosquitto reads and writes in one run, for nobody else's eyes: the configuration that a cluster has too (<c>deploy/mosquitto</c>), the accounts,
/// a certificate. Changes of the developer's own accounts are taken up. All of it is gone when the application ends.
/// </summary>
internal sealed class BrokerFolder(string path, string configuration, BrokerAccounts accounts, TimeProvider time) : BackgroundService, IHostedLifecycleService
{
    private static readonly string[] _names = ["localhost", "127.0.0.1", "::1"];
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    private IReadOnlyList<string> _started = [];
    private volatile IReadOnlyList<string>? _own; // as last written; null before it is made

    /// <summary>Makes it, before Mosquitto starts.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        PrivateFile.MakeFolder(Path.Combine(path, "data"));
        foreach (var file in new[] { "acl", "run.sh" }) PrivateFile.Write(Path.Combine(path, "config", file), Configuration(file));
        // Whoever starts it here owns its files: as another user it could not read them.
        PrivateFile.Write(Path.Combine(path, "config", "mosquitto.conf"), Configuration("mosquitto.conf") + "user root\n");
        using (var authority = PrivateAuthority.In(accounts.Own.Path, time)) authority.Certify(Path.Combine(path, "tls"), _names);
        _started = await accounts.LinesAsync(cancellationToken);
        WriteAccounts();
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes it away, when Mosquitto has ended.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_own is not { } written || accounts.Own.Passwords.Lines.SequenceEqual(written)) continue;
            WriteAccounts();
            Tell();
        }
    }

    // Where Mosquitto is a process of this machine: in its container somebody else looks after it (run.sh).
    private void Tell()
    {
        var file = Path.Combine(path, "pid");
        if (!File.Exists(file)) return;
        var id = File.ReadAllText(file).Trim();
        if (!IsMosquitto(int.Parse(id, CultureInfo.InvariantCulture))) return;
        using var kill = Process.Start("kill", ["-HUP", id]);
        kill.WaitForExit();
    }

    // It may have been stopped, and its number be another's.
    private static bool IsMosquitto(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName == "mosquitto";
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void WriteAccounts()
    {
        var own = accounts.Own.Passwords.Lines;
        new PasswordFile(Path.Combine(path, "accounts", "passwd")).Write([.. _started, .. own]);
        _own = own;
    }

    private string Configuration(string file) => File.ReadAllText(Path.Combine(configuration, file));
}
