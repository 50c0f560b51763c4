using System.Diagnostics;
using System.Globalization;
using CamStream.Accounts;
using CamStream.AppHost.Launch;
using Microsoft.Extensions.Hosting;

namespace CamStream.AppHost.Broker;

/// <summary>
/// What Mosquitto reads and writes in one run, for nobody else's eyes: the configuration that a
/// cluster has too (<c>deploy/mosquitto</c>), the accounts, a certificate. Changes of the
/// developer's own accounts are taken up. All of it is gone when the application ends.
/// </summary>
internal sealed class BrokerFolder(string path, string configuration, BrokerAccounts accounts, TimeProvider time)
    : BackgroundService,
        IHostedLifecycleService
{
    private static readonly string[] _names = ["localhost", "127.0.0.1", "::1"];
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    private IReadOnlyDictionary<string, string> _started = new Dictionary<string, string>();
    private volatile IReadOnlyList<string>? _written; // null before it is made

    /// <summary>Makes it, before Mosquitto starts.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        PrivateFile.MakeFolder(Path.Combine(path, "data"));
        foreach (var file in new[] { "acl", "run.sh" })
            PrivateFile.Write(Path.Combine(path, "config", file), Configuration(file));
        // Whoever starts it here owns its files: as another user it could not read them.
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

    /// <summary>Takes it away, when Mosquitto has ended.</summary>
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

    // Where Mosquitto is a process of this machine: in its container somebody else looks after it
    // (run.sh).
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

    // It may have been stopped, and its number be another's.
    private static bool IsMosquitto(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName == "mosquitto";
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false; // also when it ends in this moment
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
