using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd;

/// <summary>
/// A run of cameras with one encoder from their first frame to their last, with losses in between.
/// </summary>
internal sealed class AccountedRun : IAsyncDisposable
{
    private const int Enough = 15;

    private readonly OtlpReceiver _collector;
    private readonly RunningSystem _system;
    private readonly string[] _cameras;
    private List<FrameAccounts> _before = []; // the counts before the newest loss

    private AccountedRun(OtlpReceiver collector, RunningSystem system, string[] cameras) =>
        (_collector, _system, _cameras) = (collector, system, cameras);

    private List<FrameAccounts> Accounts => [.. _cameras.Select(camera => FrameAccounts.Read(_collector, camera))];

    /// <summary>Starts, and waits until frames of every camera are delivered.</summary>
    public static async Task<AccountedRun> StartAsync(params string[] cameras)
    {
        var collector = await OtlpReceiver.StartAsync();
        var run = new AccountedRun(
            collector,
            await RunningSystem.StartAsync(cameras.Length, otlp: collector.Url),
            cameras
        );
        await run.DeliversAsync();
        return run;
    }

    public Task<ServiceProcess> ProcessAsync(string service) => _system.ProcessAsync(service);

    /// <summary>
    /// Waits until a number of further frames of every camera are delivered, so that nothing blocks
    /// them any more.
    /// </summary>
    public async Task DeliversAsync()
    {
        _before = Accounts;
        await MoreAsync("delivered frames", account => account.Delivered, Enough);
        _before = Accounts;
    }

    /// <summary>
    /// Waits until every camera has lost frames for a reason since the last delivery.
    /// </summary>
    public Task LosesAsync(string reason) => MoreAsync($"{reason} frames", account => account.Of(reason), 1);

    /// <summary>Waits until every camera has captured further frames since then.</summary>
    public Task CapturesAsync(int frames) => MoreAsync("captured frames", account => account.Captured, frames);

    /// <summary>Stops a service until every camera has lost frames for it.</summary>
    public async Task WithoutAsync(string service, string reason)
    {
        await _system.StopAsync(service);
        await LosesAsync(reason);
        await _system.StartAsync(service);
        await DeliversAsync();
    }

    /// <summary>
    /// Stops the services in the order of the frames' path, so that no frame is left in flight.
    /// </summary>
    public async Task<IReadOnlyList<FrameAccounts>> EndAsync()
    {
        foreach (var camera in _cameras)
            await _system.StopAsync($"camera-{camera}");
        await _collector.DrainedAsync();
        // Services export their last counts when they stop.
        await _system.StopAsync("ingest");
        await _system.StopAsync("encoder-0");
        return Accounts;
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _collector.DisposeAsync();
    }

    private Task MoreAsync(string what, Func<FrameAccounts, long> count, long more) =>
        Wait.ForAsync(
            $"{more} more {what} of each camera",
            cancellation =>
                _collector.UntilAsync(
                    _ => Accounts.Zip(_before).All(camera => count(camera.First) >= count(camera.Second) + more),
                    cancellation
                )
        );
}
