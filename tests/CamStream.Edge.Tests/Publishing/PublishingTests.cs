using CamStream.Frames;
using CamStream.Frames.Jpeg;
using CamStream.Testing;

namespace CamStream.Edge.Publishing;

public sealed class PublishingTests
{
    private static readonly CameraId _camera = CameraId.Parse("porch");

    [Theory]
    [InlineData("1", "")]
    [InlineData("0", "")]
    [InlineData("1", "max_topic_alias 0")]
    [InlineData("1", "max_inflight_messages 1")]
    public async Task Frames_arrive_in_order_and_whole(string qualityOfService, string brokerSettings)
    {
        await using var broker = await Mosquitto.StartAsync(brokerSettings);
        await using var listener = await Listener.ConnectAsync(broker);
        await using var agent = await TestAgent.StartAsync(
            broker,
            $"--Edge:QualityOfService={qualityOfService}",
            "--Edge:InFlight=3"
        );

        string? boot = null;
        var last = -1L;
        for (var i = 0; i < 20; i++)
        {
            using var frame = await listener.FrameAsync();
            JpegStructure.TryRead(frame.Jpeg.Span, out var info, out var problem).ShouldBeTrue(problem);
            (frame.Camera, info.Width, info.Height).ShouldBe((_camera, 320, 240));
            frame.Header.Boot.ShouldBe(boot ??= frame.Header.Boot);
            frame.Header.Sequence.ShouldBeGreaterThan(last);
            last = frame.Header.Sequence;
        }
    }

    [Fact]
    public async Task The_status_describes_the_camera_and_says_offline_after_a_stop()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        await using (await TestAgent.StartAsync(broker, "--Edge:StatusSeconds=1"))
        {
            var status = await listener.StatusAsync(status => status.Published > 0);
            status.State.ShouldBe("online");
            status.Source.ShouldBe("pattern");
            status.Problem.ShouldBeNull();
            (status.Width, status.Height, status.Fps).ShouldBe((320, 240, 15));
            status.Captured.ShouldBe(status.Published + status.Dropped + status.Queue);
            status.Settings.ShouldBe(
                new CameraSettings
                {
                    Fps = 15,
                    Width = 320,
                    Height = 240,
                    Quality = 80,
                    Rotation = 0,
                    Enabled = true,
                }
            );
            status.Software.ShouldBe("1.0.0");
        }

        var goodbye = await listener.StatusAsync(status => status.State == "offline");
        goodbye.Captured.ShouldNotBeNull(); // a last status of the camera, not its will
    }

    [Fact]
    public async Task The_camera_reconnects_to_a_restarted_broker_and_every_frame_is_accounted_for()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var agent = await TestAgent.StartAsync(
            broker,
            "--Edge:RingCapacity=2",
            "--Edge:FramesPerSecond=30"
        );
        await using (var before = await Listener.ConnectAsync(broker))
        {
            using var first = await before.FrameAsync();
        }
        await broker.StopAsync();
        while (agent.Counts.Dropped < 5)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await broker.RestartAsync();

        await using var after = await Listener.ConnectAsync(broker);
        using var frame = await after.FrameAsync();
        frame.Header.Dropped.ShouldBeGreaterThan(0);
        await after.StatusAsync(status => status.State == "online");
        await agent.StopAsync();
        var counts = agent.Counts;
        (counts.Captured - counts.Published - counts.Dropped).ShouldBeInRange(0, 2 + 4);
    }

    [Fact]
    public async Task Settings_are_applied_live_and_reported_with_their_version()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await Listener.ConnectAsync(broker);
        await listener.AskAsync(
            _camera,
            """{"version":3,"width":640,"height":480,"quality":50,"rotation":90,"later":true}"""
        );
        await using var agent = await TestAgent.StartAsync(broker);

        var status = await listener.StatusAsync(status => status.Settings?.Version == 3 && status.Width == 640);
        status.Settings.ShouldBe(
            new CameraSettings
            {
                Version = 3,
                Fps = 15,
                Width = 640,
                Height = 480,
                Quality = 50,
                Rotation = 0,
                Enabled = true,
            }
        ); // a pattern cannot be rotated

        await listener.AskAsync(_camera, """{"version":4,"fps":1000}""");
        status = await listener.StatusAsync(status => status.Problem is not null);
        (status.Problem, status.Settings!.Version).ShouldBe(("settings: fps is 1000: it must be 0.1 to 60.", 3));

        await listener.AskAsync(_camera, "not JSON");
        (await listener.StatusAsync(status => status.Problem?.Contains("fps", StringComparison.Ordinal) == false))
            .Problem.ShouldNotBeNull()
            .ShouldStartWith("settings: ");

        await listener.AskAsync(_camera, """{"version":5,"enabled":false}""");
        status = await listener.StatusAsync(status => status.Settings?.Enabled == false);
        (status.Problem, status.Settings!.Version).ShouldBe((null, 5));

        await listener.AskAsync(_camera, "");
        status = await listener.StatusAsync(status => status is { Settings.Enabled: true, Width: 320 });
        status.Settings!.Version.ShouldBe(0);
    }
}
