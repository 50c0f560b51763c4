using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd;

/// <summary>Every frame captured is delivered, or dropped once with its place: by the services' own metrics, as a collector gets them.</summary>
public class AccountingTests
{
    private const int Enough = 30;
    private const string Garden = "garden";

    private static readonly string[] _cameras = ["pattern-1", "file-1"];

    [Fact]
    public async Task Frames_add_up_when_the_broker_was_away()
    {
        var accounts = await RunAsync("mqtt", "edge_queue");
        accounts.ShouldAllBe(account => account.Captured == account.Accounted && account.InSockets == 0, string.Join('\n', accounts));
    }

    /// <summary>What lies in the sockets when it stops was forwarded, and is in nobody's hands.</summary>
    [Fact]
    public async Task Frames_add_up_when_the_encoder_was_away()
    {
        var accounts = await RunAsync("encoder-0", "ingest_queue");
        accounts.ShouldAllBe(account => account.Captured == account.Accounted + account.InSockets && account.InSockets >= 0, string.Join('\n', accounts));
    }

    [Fact]
    public async Task A_frame_that_is_lost_is_counted_once_where_it_was_lost()
    {
        var pictures = await MqttCamera.PicturesAsync(320, 240);
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await RunningSystem.StartAsync(cameras: 0, otlp: collector.Url);
        using var camera = await MqttCamera.ConnectAsync(system.Broker, Garden);

        await PublishAsync();
        camera.Lose(3);
        await PublishAsync();
        camera.Drop(2);
        await PublishAsync();
        await camera.PublishAsync(pictures[0][..^100]);
        await PublishAsync();
        await camera.PublishAsync(MqttCamera.Spoilt(pictures[0]));
        await PublishAsync();
        await camera.PublishAsync(pictures[0], age: TimeSpan.FromSeconds(1));
        await PublishAsync();
        await camera.PublishAgainAsync(pictures[0]);
        await PublishAsync();

        await collector.DrainedAsync();
        await StopAsync(system);
        var account = FrameAccounts.Read(collector, Garden);
        string[] places = ["broker", "invalid", "undecodable", "late", "duplicate"];
        places.Select(account.Of).ShouldBe([3, 1, 1, 1, 1], account.ToString());
        account.Accounted.ShouldBe(camera.Captured - 2, $"captured {camera.Captured}, 2 of them dropped by the camera; {account}");

        // Until so many more of them were delivered.
        async Task PublishAsync()
        {
            var wanted = FrameAccounts.Read(collector, Garden).Delivered + Enough;
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (FrameAccounts.Read(collector, Garden).Delivered < wanted)
            {
                await timer.WaitForNextTickAsync(RunningSystem.Cancellation);
                await camera.PublishAsync(pictures[(int)(camera.Captured % pictures.Count)]);
            }
        }
    }

    /// <summary>A run of two cameras, during which a service is away until every camera has lost frames for it.</summary>
    private static async Task<IReadOnlyList<FrameAccounts>> RunAsync(string service, string reason)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await RunningSystem.StartAsync(_cameras.Length, otlp: collector.Url);

        // What was captured before Ingest listened is known to nobody: the cameras begin again.
        foreach (var camera in _cameras) await system.StopAsync($"camera-{camera}");
        await collector.DrainedAsync();
        var before = Accounts();
        foreach (var camera in _cameras) await system.StartAsync($"camera-{camera}");

        await DeliveredAsync();
        await system.StopAsync(service);
        await collector.UntilAsync(_ => Accounts().All(account => account.Of(reason) > 0), RunningSystem.Cancellation);
        await system.StartAsync(service);
        await DeliveredAsync();

        foreach (var camera in _cameras) await system.StopAsync($"camera-{camera}");
        await collector.DrainedAsync();
        await StopAsync(system);
        return [.. Accounts().Zip(before, (account, earlier) => account.Since(earlier))];

        List<FrameAccounts> Accounts() => [.. _cameras.Select(camera => FrameAccounts.Read(collector, camera))];

        async Task DeliveredAsync()
        {
            var wanted = Accounts().ConvertAll(account => account.Delivered + Enough);
            await collector.UntilAsync(_ => Accounts().Zip(wanted).All(camera => camera.First.Delivered >= camera.Second), RunningSystem.Cancellation);
        }
    }

    // What they count last, services export as they stop.
    private static async Task StopAsync(RunningSystem system)
    {
        await system.StopAsync("ingest");
        await system.StopAsync("encoder-0");
    }
}
