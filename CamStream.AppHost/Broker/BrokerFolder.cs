using System.Diagnostics;
using System.Globalization;
using CamStream.Accounts;
using CamStream.AppHost.Launch;
using Microsoft.Extensions.Hosting;

namespace CamStream.AppHost.Broker;

/// <summary>
/// The files that Mosquitto uses in one run, readable by their owner only: the configuration
/// (<c>deploy/mosquitto</c>, as in a cluster), the accounts and a certificate. It follows changes
/// of the developer's own accounts. It is deleted when the application ends.
/// </summary>
internal sealed class BrokerFolder(string path, string configuration, BrokerAccounts accounts, TimeProvider time)
    : BackgroundService,
        IHostedLifecycleService
{
    private static readonly string[] _names = ["localhost", "127.0.0.1", "::1"];
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    private IReadOnlyDictionary<string, string> _started = new Dictionary<string, string>();
    private volatile IReadOnlyList<string>? _written; // null before the folder exists

    /// <summary>Creates the folder before Mosquitto starts.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        PrivateFile.MakeFolder(Path.Combine(path, "data"));
        foreach (var file in new[] { "acl", "run.sh" })
            PrivateFile.Write(Path.Combine(path, "config", file), Configuration(file));
        // The files belong to the user who runs the AppHost; Mosquitto could not read them as
        // another user.
        PrivateFile.Write(
            Path.Combine(path, "config", "mosquitto.conf"),
            Configuration("mosquitto.conf") + "user root\n"
        );
        using (var authority = PrivateAuthority.In(accounts.Own.Path, time))
            authority.Certify(Path.Combine(path, "tls"), _names);
        _started = await accounts.LinesAsync(cancellationToken);
        WriteAccounts();
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Deletes the folder after Mosquitto has ended.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_written is not { } written || Lines().SequenceEqual(written))
                continue;
            WriteAccounts();
            await TellAsync(stoppingToken);
        }
    }

    // Only for a Mosquitto that is a process of this machine. In the container, run.sh does this.
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(path, "pid");
        if (!File.Exists(file))
            return;
        var isWritten = int.TryParse(
            await File.ReadAllTextAsync(file, cancellationToken),
            CultureInfo.InvariantCulture,
            out var id
        );
        if (isWritten && IsMosquitto(id))
            await ResourceProcess.SignalAsync(id, "HUP", cancellationToken);
    }

    // Mosquitto may have ended, and its process id may belong to another process now.
    private static bool IsMosquitto(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName == "mosquitto";
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false; // also if it ends right now
        }
    }

    private void WriteAccounts()
    {
        var lines = Lines();
        new PasswordFile(Path.Combine(path, "accounts", "passwd")).Write(lines);
        _written = lines;
    }

    private List<string> Lines() =>
        [
            .. _started.Where(line => !accounts.IsCutOff(line.Key)).Select(line => line.Value),
            .. accounts.Own.Passwords.Lines,
        ];

    private string Configuration(string file) => File.ReadAllText(Path.Combine(configuration, file));
}
