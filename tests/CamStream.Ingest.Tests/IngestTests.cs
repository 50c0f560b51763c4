using System.Net;
using System.Net.Http.Json;
using System.Text;
using CamStream.Frames;
using CamStream.Ingest.Cameras;
using CamStream.Testing;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;

namespace CamStream.Ingest;

public class IngestTests
{
    [Fact]
    public async Task A_published_frame_reaches_the_encoder_as_it_was_sent()
    {
        await using var ingest = await IngestFixture.StartAsync();
        var jpeg = TestJpeg.Grey(640, 480);
        var header = new FrameHeader("boot-1", 42, DateTimeOffset.UnixEpoch.AddTicks(17_000_000_000_000_000 / 10 * 10));
        await ingest.PublishRawAsync("camstream/v1/front-door/frame", jpeg, header);
        using var frame = await ingest.Encoders[0].NextAsync();
        frame.Header.ShouldBe(header);
        frame.Jpeg.ToArray().ShouldBe(jpeg);
    }

    [Fact]
    public async Task A_camera_without_a_status_is_live_with_its_frames_and_stalls_without_them()
    {
        await using var ingest = await IngestFixture.StartAsync(1, "--Cameras:StalledAfterMilliseconds=300");
        var seen = ingest.UntilAsync("front-door", camera => camera is { State: CameraState.Live, Encoder: not null });
        // Until then, for on a busy machine the camera may stall before its encoder is chosen.
        for (var sequence = 1; !seen.IsCompleted; sequence++)
        {
            await ingest.PublishAsync("front-door", sequence, TestJpeg.Grey(320, 240));
        }
        var live = await seen;
        (live.Width, live.Height, live.Encoder).ShouldBe((320, 240, "encoder-0"));
        await ingest.UntilAsync("front-door", camera => camera.State == CameraState.Stalled);
    }

    [Theory]
    [InlineData("camstream/v1/front-door/frame", "text", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "truncated", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "oversized", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "tiny", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "empty", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", null, "1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "one", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "-1", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "99999999999999999999", "1795338001000000")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "1", "yesterday")]
    [InlineData("camstream/v1/front-door/frame", "jpeg", "boot", "1", "9223372036854775807")]
    [InlineData("camstream/v1/Front-Door/frame", "jpeg", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/../frame", "jpeg", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1/a.b/frame", "jpeg", "boot", "1", "1795338001000000")]
    [InlineData("camstream/v1//frame", "jpeg", "boot", "1", "1795338001000000")]
    [InlineData(
        "camstream/v1/0123456789012345678901234567890123456789012345678901234567890123456789/frame",
        "jpeg",
        "boot",
        "1",
        "1795338001000000"
    )]
    public async Task What_is_no_frame_is_refused_and_counted_and_the_next_good_one_passes(
        string topic,
        string payload,
        string? boot,
        string seq,
        string captured
    )
    {
        await using var ingest = await IngestFixture.StartAsync(1, "--Intake:MaxFrameBytes=65536");
        using var invalid = new CounterOf("camstream.frames", "invalid", ingest.Services);
        using var refused = new CounterOf("camstream.messages.refused", null, ingest.Services);
        byte[] bytes = payload switch
        {
            "text" => "hello"u8.ToArray(),
            "truncated" => TestJpeg.Grey()[..^10],
            "oversized" => new byte[65537],
            "tiny" => TestJpeg.Grey(8, 8),
            "empty" => [],
            _ => TestJpeg.Grey(),
        };
        (string, string)[] properties = boot is null
            ? [("seq", seq), ("captured", captured)]
            : [("boot", boot), ("seq", seq), ("captured", captured)];
        await ingest.PublishRawAsync(topic, bytes, properties);
        await ingest.PublishAsync("front-door", 7);
        using var frame = await ingest.Encoders[0].NextAsync();
        frame.Header.Sequence.ShouldBe(7);
        var namesCamera = topic == "camstream/v1/front-door/frame";
        (invalid.Value, refused.Value).ShouldBe(namesCamera ? (1, 0) : (0, 1));
    }

    [Fact]
    public async Task Ten_thousand_pieces_of_garbage_are_counted_and_disturb_nothing()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var refused = new CounterOf("camstream.frames", "invalid", ingest.Services);
        var garbage = Encoding.UTF8.GetBytes("garbage");
        for (var i = 0; i < 100; i++)
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, 100)
                    .Select(n => ingest.PublishRawAsync($"camstream/v1/cam-{n}/frame", garbage, ("boot", "b")))
            );
        }
        await ingest.PublishAsync("front-door", 7);
        using var frame = await ingest.Encoders[0].NextAsync();
        frame.Header.Sequence.ShouldBe(7);
        refused.Value.ShouldBe(10_000);
        (await ingest.Http.GetFromJsonAsync("/cameras", IngestJson.Default.CameraList, IngestFixture.Cancellation))!
            .Cameras.Select(camera => camera.Id)
            .ShouldBe(["front-door"]);
    }

    [Fact]
    public async Task When_an_encoder_dies_the_next_one_gets_the_camera_and_every_frame_after_it()
    {
        await using var ingest = await IngestFixture.StartAsync(encoders: 2);
        var ranked = ingest.Ranked("front-door");
        await ingest.PublishAsync("front-door", 1);
        using var first = await ranked[0].NextAsync();
        await ranked[0].DisposeAsync();
        while ((await ingest.CameraAsync("front-door"))!.Encoder is not null) { }
        await ingest.PublishAsync("front-door", 2);
        using var second = await ranked[1].NextAsync();
        second.Header.Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task An_encoder_that_refuses_loses_no_frame()
    {
        await using var ingest = await IngestFixture.StartAsync(encoders: 2);
        var ranked = ingest.Ranked("front-door");
        ranked[0].Refuses = 503;
        await ingest.PublishAsync("front-door", 1);
        using var frame = await ranked[1].NextAsync();
        frame.Header.Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_frame_that_comes_twice_is_passed_on_for_the_encoder_to_judge_and_is_no_loss()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var lost = new CounterOf("camstream.frames", DropReason.Broker, ingest.Services);
        foreach (var sequence in new[] { 0, 1, 1, 0, 2, 3 })
        {
            await ingest.PublishAsync("front-door", sequence);
            using var frame = await ingest.Encoders[0].NextAsync();
            frame.Header.Sequence.ShouldBe(sequence);
        }
        lost.Value.ShouldBe(0);
    }

    [Fact]
    public async Task An_encoder_that_stops_reading_is_left_for_the_next_one()
    {
        await using var ingest = await IngestFixture.StartAsync(
            2,
            "--Feeds:WriteTimeoutMilliseconds=500",
            "--Intake:MaxFrameBytes=16777216"
        );
        var ranked = ingest.Ranked("front-door");
        ranked[0].Reads = new TaskCompletionSource();
        var big = TestJpeg.Grey(4096, 4096);
        var next = ranked[1].NextAsync();
        for (var sequence = 1; !next.IsCompleted; sequence++)
            await ingest.PublishAsync("front-door", sequence, big);
        using var frame = await next;
        frame.Header.Sequence.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task An_encoder_that_does_not_answer_the_end_of_a_stream_is_left_for_the_next_one()
    {
        await using var ingest = await IngestFixture.StartAsync(
            2,
            "--Feeds:WriteTimeoutMilliseconds=500",
            "--Feeds:IdleSeconds=1",
            "--Feeds:RestMilliseconds=60000"
        );
        var ranked = ingest.Ranked("front-door");
        ranked[0].NeverAnswers = true;
        await ingest.PublishAsync("front-door", 1);
        await ranked[0].StreamEnded.Task.WaitAsync(IngestFixture.Cancellation);
        await ingest.PublishAsync("front-door", 2);
        using var frame = await ranked[1].NextAsync();
        frame.Header.Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task A_slow_encoder_costs_the_oldest_frames_and_each_is_counted()
    {
        await using var ingest = await IngestFixture.StartAsync(
            1,
            "--Feeds:QueueCapacity=4",
            "--Feeds:WriteTimeoutMilliseconds=30000",
            "--Intake:MaxFrameBytes=16777216"
        );
        var encoder = ingest.Encoders[0];
        encoder.Reads = new TaskCompletionSource();
        var big = TestJpeg.Grey(4096, 4096);
        const int Frames = 200;
        for (var sequence = 1; sequence <= Frames; sequence++)
            await ingest.PublishAsync("front-door", sequence, big);
        await ingest.UntilAsync("front-door", camera => camera.Received == Frames);
        encoder.Reads.SetResult();
        var received = 0;
        for (long last = 0; last < Frames; received++)
        {
            using var frame = await encoder.NextAsync();
            frame.Header.Sequence.ShouldBeGreaterThan(last);
            last = frame.Header.Sequence;
        }
        var view = await ingest.CameraAsync("front-door");
        (received + view!.Dropped[DropReason.IngestQueue]).ShouldBe(Frames);
        view.Dropped[DropReason.IngestQueue].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Frames_flow_again_when_the_broker_comes_back()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishAsync("front-door", 1);
        using var before = await ingest.Encoders[0].NextAsync();
        await ingest.Broker.StopAsync();
        while ((await ingest.Http.GetAsync("/health", IngestFixture.Cancellation)).StatusCode == HttpStatusCode.OK) { }
        await ingest.Broker.RestartAsync();
        await ingest.ReadyAsync();
        await ingest.ConnectCameraAsync();
        await ingest.PublishAsync("front-door", 2);
        using var after = await ingest.Encoders[0].NextAsync();
        after.Header.Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task A_packet_larger_than_any_frame_is_dropped_by_the_broker_and_counted_and_the_connection_holds()
    {
        await using var ingest = await IngestFixture.StartAsync(1, "--Intake:MaxFrameBytes=65536");
        var client = ingest.Services.GetRequiredService<IMqttClient>();
        var disconnections = 0;
        client.DisconnectedAsync += _ => Task.FromResult(Interlocked.Increment(ref disconnections));
        using var refused = new CounterOf("camstream.frames", "invalid", ingest.Services);
        for (var sequence = 0; sequence < 4; sequence++)
        {
            await ingest.PublishAsync("front-door", sequence, sequence == 1 ? new byte[1 << 20] : null);
        }
        await ingest.UntilAsync(
            "front-door",
            camera => camera is { Received: 3 } && camera.Dropped.GetValueOrDefault(DropReason.Broker) == 1
        );
        (refused.Value, disconnections).ShouldBe((0, 0));
    }
}
