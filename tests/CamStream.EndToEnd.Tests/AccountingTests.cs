using CamStream.Testing.Otlp;

namespace CamStream.EndToEnd;

/// <summary>Every frame captured is delivered, or dropped once with its place: by the services' own metrics, as a collector gets them.</summary>
public class AccountingTests
{
    private const int Enough = 15;
    private const int Flood = 500; // frames
    private const int LongHang = 110; // frames: seven seconds
    private const int TooLarge = (4 * 1024 * 1024) + (65 * 1024); // bytes: Ingest tells the broker to send no such packet
    private const string Garden = "garden";

    [Fact]
    public async Task Frames_add_up_whatever_was_away_or_killed()
    {
        await using var run = await AccountedRun.StartAsync("pattern-1", "file-1");
        await run.WithoutAsync("mqtt", "edge_queue");
        await run.WithoutAsync("ingest", "broker");
        await run.WithoutAsync("encoder-0", "ingest_queue");
        foreach (var ffmpeg in run.Process("encoder-0").Children("ffmpeg")) await ffmpeg.SignalAsync("KILL");
        await run.LosesAsync("encoder_stopped");
        await run.DeliversAsync();

        var accounts = await run.EndAsync();
        accounts.ShouldAllBe(account => account.Captured == account.Accounted && account.InSockets == 0, string.Join('\n', accounts));
    }

    /// <summary>Longer than the broker keeps frames, and than a camera's clock may differ from one frame to the next.</summary>
    [Fact]
    public async Task Frames_add_up_when_ingest_and_then_ffmpeg_hung_and_those_that_waited_are_not_invalid()
    {
        await using var run = await AccountedRun.StartAsync("pattern-1", "file-1");
        await ServiceProcess.HangAsync([run.Process("ingest")], () => run.CapturesAsync(LongHang));
        await run.DeliversAsync();
        await ServiceProcess.HangAsync(run.Process("encoder-0").Children("ffmpeg"), () => run.LosesAsync("encoder_queue"));
        await run.DeliversAsync();

        var accounts = await run.EndAsync();
        accounts.ShouldAllBe(account => account.Captured == account.Accounted && account.Of("invalid") == 0, string.Join('\n', accounts));
    }

    /// <summary>More than the broker sends ahead of acknowledgements and keeps in its queue.</summary>
    [Fact]
    public async Task Frames_that_the_broker_drops_while_ingest_hangs_are_counted_once()
    {
        var pictures = await MqttCamera.PicturesAsync(320, 240);
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await RunningSystem.StartAsync(cameras: 0, otlp: collector.Url);
        using var camera = await MqttCamera.ConnectAsync(system.Broker, Garden);
        await PublishAsync(collector, camera, pictures);

        await ServiceProcess.HangAsync([ServiceProcess.Find("ingest", collector.Url)], async () =>
        {
            for (var i = 0; i < Flood; i++) await camera.PublishAsync(pictures[0]);
        });
        await PublishAsync(collector, camera, pictures);

        await collector.DrainedAsync();
        await StopAsync(system);
        var account = FrameAccounts.Read(collector, Garden);
        account.Of("broker").ShouldBeGreaterThan(0, account.ToString());
        account.Accounted.ShouldBe(camera.Captured, $"captured {camera.Captured}; {account}");
    }

    [Fact]
    public async Task A_frame_that_is_lost_is_counted_once_where_it_was_lost()
    {
        var pictures = await MqttCamera.PicturesAsync(320, 240);
        var larger = await MqttCamera.PicturesAsync(640, 480);
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await RunningSystem.StartAsync(cameras: 0, otlp: collector.Url);
        using var camera = await MqttCamera.ConnectAsync(system.Broker, Garden);

        await PublishAsync(collector, camera, pictures);
        await camera.PublishAsync(new byte[TooLarge]);
        await PublishAsync(collector, camera, pictures);
        camera.Drop(2);
        await PublishAsync(collector, camera, pictures);
        await camera.PublishAsync(pictures[0][..^100]);
        await PublishAsync(collector, camera, pictures);
        await camera.PublishAsync(MqttCamera.Spoilt(pictures[0]));
        await PublishAsync(collector, camera, pictures);
        await camera.PublishAsync(pictures[0], age: TimeSpan.FromSeconds(1));
        await PublishAsync(collector, camera, pictures);
        await camera.PublishAgainAsync(pictures[0]);
        await PublishAsync(collector, camera, pictures);
        await camera.PublishAsync(larger[0]);
        await PublishAsync(collector, camera, pictures);

        await collector.DrainedAsync();
        await StopAsync(system);
        var account = FrameAccounts.Read(collector, Garden);
        string[] places = ["broker", "invalid", "undecodable", "late", "duplicate"];
        places.Select(account.Of).ShouldBe([1, 1, 1, 1, 1], account.ToString());
        account.Of("size_change").ShouldBeGreaterThan(0, account.ToString()); // more, where it was the first picture of a segment
        account.Accounted.ShouldBe(camera.Captured - 2, $"captured {camera.Captured}, 2 of them dropped by the camera; {account}");
    }

    // Until so many more of them were delivered.
    private static async Task PublishAsync(OtlpReceiver collector, MqttCamera camera, IReadOnlyList<byte[]> pictures)
    {
        var wanted = FrameAccounts.Read(collector, Garden).Delivered + Enough;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (FrameAccounts.Read(collector, Garden).Delivered < wanted)
        {
            await timer.WaitForNextTickAsync(RunningSystem.Cancellation);
            await camera.PublishAsync(pictures[(int)(camera.Captured % pictures.Count)]);
        }
    }

    // What they count last, services export as they stop.
    private static async Task StopAsync(RunningSystem system)
    {
        await system.StopAsync("ingest");
        await system.StopAsync("encoder-0");
    }
}
