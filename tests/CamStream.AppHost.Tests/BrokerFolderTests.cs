using Aspire.Hosting.Testing;
using CamStream.Accounts;
using CamStream.AppHost.Broker;

namespace CamStream.AppHost;

public sealed class BrokerFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("camstream-broker-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Run => Path.Combine(_parent.FullName, "run");

    private AccountsFolder Own => new(Path.Combine(_parent.FullName, "own"));

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task The_brokers_files_of_a_run_are_private_and_deleted_afterwards()
    {
        using var folder = await CreateAsync("ingest");
        Own.AddCamera("garden");

        await folder.PrepareAsync(Cancellation);

        var files = new DirectoryInfo(Run).GetFiles("*", SearchOption.AllDirectories);
        files
            .Select(file => Path.GetRelativePath(Run, file.FullName))
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "accounts/passwd",
                "config/acl",
                "config/mosquitto.conf",
                "config/run.sh",
                "tls/tls.crt",
                "tls/tls.key",
            ]);
        files.ShouldAllBe(file => file.UnixFileMode == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        new DirectoryInfo(Run).UnixFileMode.ShouldBe(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        Users().ShouldBe(["ingest", "garden"]);

        await folder.StoppedAsync(Cancellation);

        Directory.Exists(Run).ShouldBeFalse();
        Own.Cameras.ShouldBe(["garden"]);
    }

    [Fact]
    public async Task A_restarted_broker_has_the_same_accounts_and_authority()
    {
        using var folder = await CreateAsync("ingest");
        await folder.PrepareAsync(Cancellation);
        var authority = await File.ReadAllTextAsync(Own.Authority, Cancellation);

        await folder.PrepareAsync(Cancellation);

        Users().ShouldBe(["ingest"]);
        (await File.ReadAllTextAsync(Own.Authority, Cancellation)).ShouldBe(authority);
    }

    [Fact]
    public async Task Cameras_are_added_and_removed_while_the_broker_runs()
    {
        using var folder = await CreateAsync("ingest");
        await folder.PrepareAsync(Cancellation);
        await folder.StartAsync(Cancellation);

        Own.AddCamera("garden");
        await UntilAsync("ingest", "garden");
        Own.RemoveCamera("garden");
        await UntilAsync("ingest");

        await folder.StopAsync(Cancellation);
    }

    private IReadOnlyList<string> Users() => new PasswordFile(Path.Combine(Run, "accounts", "passwd")).Users;

    private async Task UntilAsync(params string[] users)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!Users().SequenceEqual(users))
            await timer.WaitForNextTickAsync(Cancellation);
    }

    private async Task<BrokerFolder> CreateAsync(string user)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CamStream_AppHost>(
            ["--publisher", "manifest"],
            Cancellation
        );
        var accounts = new BrokerAccounts(builder, Own);
        accounts.Add(user);
        return new BrokerFolder(
            Run,
            Path.Combine(builder.AppHostDirectory, "../deploy/mosquitto"),
            accounts,
            TimeProvider.System
        );
    }
}
