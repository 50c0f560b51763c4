namespace CamStream.EndToEnd;

/// <summary>
/// Frames that are lost on purpose are counted once, at the right place, by the services' own
/// metrics at a collector.
/// </summary>
[Collection<SmallTests>]
public class LostFrameTests(SmallSystem small) : SharedSystemTests(small)
{
    private const int Enough = 15;
    private const int Flood = 500; // frames

    // Bytes. Ingest tells the broker not to send packets of this size.
    private const int TooLarge = (4 * 1024 * 1024) + (65 * 1024);

    /// <summary>
    /// Floods more frames than the broker sends ahead of acknowledgements and keeps in its queue.
    /// </summary>
    [Fact]
    public async Task Frames_that_the_broker_drops_while_ingest_hangs_are_counted_once()
    {
        var pictures = await MqttCamera.PicturesAsync(320, 240);
        using var camera = await MqttCamera.ConnectAsync(System.Broker, "garden");
        await PublishAsync(camera, pictures);

        await ServiceProcess.HangAsync(
            [await System.ProcessAsync("ingest")],
            async () =>
            {
                for (var i = 0; i < Flood; i++)
                    await camera.PublishAsync(pictures[0]);
            }
        );
        await PublishAsync(camera, pictures);

        await small.Collector.DrainedAsync();
        await StopAsync();
        var account = FrameAccounts.Read(small.Collector, camera.Name);
        account.Of("broker").ShouldBeGreaterThan(0, account.ToString());
        account.Accounted.ShouldBe(camera.Captured, $"captured {camera.Captured}; {account}");
    }

    [Fact]
    public async Task A_frame_that_is_lost_is_counted_once_where_it_was_lost()
    {
        var pictures = await MqttCamera.PicturesAsync(320, 240);
        var larger = await MqttCamera.PicturesAsync(640, 480);
        using var camera = await MqttCamera.ConnectAsync(System.Broker, "orchard");

        await PublishAsync(camera, pictures);
        await camera.PublishAsync(new byte[TooLarge]);
        await PublishAsync(camera, pictures);
        camera.Drop(2);
        await PublishAsync(camera, pictures);
        await camera.PublishAsync(pictures[0][..^100]);
        await PublishAsync(camera, pictures);
        await camera.PublishAsync(MqttCamera.Spoilt(pictures[0]));
        await PublishAsync(camera, pictures);
        await camera.PublishAsync(pictures[0], age: TimeSpan.FromSeconds(1));
        await PublishAsync(camera, pictures);
        await camera.PublishAgainAsync(pictures[0]);
        await PublishAsync(camera, pictures);
        await camera.PublishAsync(larger[0]);
        await PublishAsync(camera, pictures);

        await small.Collector.DrainedAsync();
        await StopAsync();
        var account = FrameAccounts.Read(small.Collector, camera.Name);
        string[] places = ["broker", "invalid", "undecodable", "late", "duplicate"];
        places.Select(account.Of).ShouldBe([1, 1, 1, 1, 1], account.ToString());
        // More than one if it was the first picture of a segment.
        account.Of("size_change").ShouldBeGreaterThan(0, account.ToString());
        account.Accounted.ShouldBe(
            camera.Captured - 2,
            $"captured {camera.Captured}, 2 of them dropped by the camera; {account}"
        );
    }

    // Publishes until enough further frames are delivered.
    private async Task PublishAsync(MqttCamera camera, IReadOnlyList<byte[]> pictures)
    {
        var wanted = FrameAccounts.Read(small.Collector, camera.Name).Delivered + Enough;
        await Wait.UntilAsync(
            $"{Enough} more delivered frames of {camera.Name}",
            async _ =>
            {
                if (FrameAccounts.Read(small.Collector, camera.Name).Delivered >= wanted)
                    return true;
                await camera.PublishAsync(pictures[(int)(camera.Captured % pictures.Count)]);
                return false;
            }
        );
    }

    // Services export their last counts when they stop.
    private async Task StopAsync()
    {
        await System.StopAsync("ingest");
        await System.StopAsync("encoder-0");
    }
}
