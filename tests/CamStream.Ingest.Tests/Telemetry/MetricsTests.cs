using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace CamStream.Ingest.Telemetry;

public sealed class MetricsTests
{
    private const string Topic = "camstream/v1/front-door/frame";
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Every_captured_frame_is_forwarded_or_dropped_once()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var forwarded = Collect<long>(ingest, "camstream.frames.forwarded");
        using var bytes = Collect<long>(ingest, "camstream.io");
        using var ended = Collect<long>(ingest, "camstream.frames");
        var jpeg = TestJpeg.Grey();
        // Captured are 0 to 9: the camera drops 1 and 2, the broker loses 4, and 6 is no JPEG.
        foreach (var (sequence, dropped) in new[] { (0, 0), (3, 2), (5, 2), (6, 2), (7, 2), (8, 2), (9, 2) })
        {
            await ingest.PublishRawAsync(
                Topic,
                sequence == 6 ? jpeg[..^10] : jpeg,
                new FrameHeader("boot", sequence, Now(), Dropped: dropped)
            );
        }
        for (var i = 0; i < 6; i++)
            (await ingest.Encoders[0].NextAsync()).Dispose();
        await ingest.StopAsync();

        forwarded.Observe().Sum(frames => frames.Value).ShouldBe(6);
        bytes
            .Observe()
            .Select(io => (io.Tags["network.io.direction"], io.Value))
            .ShouldBe([("receive", 6 * jpeg.Length), ("transmit", 6 * jpeg.Length)], ignoreOrder: true);
        ended
            .GetMeasurementSnapshot()
            .Select(frame => (frame.Tags["camstream.camera.id"], frame.Tags["camstream.frame.outcome"], frame.Value))
            .ShouldBe([("front-door", DropReason.Invalid, 1), ("front-door", DropReason.Broker, 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task Stages_are_measured_by_the_clusters_clock_even_if_the_cameras_is_wrong()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var stages = Collect<double>(ingest, "camstream.frame.stage.duration");
        using var offset = Collect<double>(ingest, "camstream.clock.offset");
        var captured = new DateTimeOffset(1970, 1, 2, 0, 0, 0, TimeSpan.Zero);
        await ingest.PublishRawAsync(
            Topic,
            TestJpeg.Grey(),
            new FrameHeader("boot", 0, captured, Trace, new FrameTimes(captured.AddSeconds(0.02)))
        );
        await ingest.PublishRawAsync(Topic, TestJpeg.Grey(), new FrameHeader("boot", 1, captured.AddSeconds(0.04)));
        for (var i = 0; i < 2; i++)
            (await ingest.Encoders[0].NextAsync()).Dispose();
        offset.RecordObservableInstruments();
        await ingest.StopAsync();

        var measured = stages.GetMeasurementSnapshot();
        measured.ShouldAllBe(stage =>
            stage.Value >= 0 && stage.Value < 5 && Equals(stage.Tags["camstream.camera.id"], "front-door")
        );
        measured
            .Select(stage => stage.Tags["camstream.stage"])
            .ShouldBe(["network", "ingest", "ingest"], ignoreOrder: true);
        offset.LastMeasurement!.Value.ShouldBe((Now() - captured).TotalSeconds, 60);
        offset.LastMeasurement.Tags.ShouldBe(
            new Dictionary<string, object?> { ["camstream.camera.id"] = "front-door" }
        );
    }

    [Fact]
    public async Task A_frame_with_a_malformed_traceparent_is_accepted_without_it_and_counted()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var malformed = Collect<long>(ingest, "camstream.traces.malformed");
        await ingest.PublishRawAsync(Topic, TestJpeg.Grey(), new FrameHeader("boot", 0, Now(), "00-forged-01"));
        await ingest.PublishRawAsync(Topic, TestJpeg.Grey(), new FrameHeader("boot", 1, Now(), Trace));
        using (var first = await ingest.Encoders[0].NextAsync())
            first.Header.TraceParent.ShouldBeNull();
        using (var second = await ingest.Encoders[0].NextAsync())
            second.Header.TraceParent.ShouldNotBeNull();

        malformed
            .GetMeasurementSnapshot()
            .Select(frame => (frame.Tags["camstream.camera.id"], frame.Value))
            .ShouldBe([("front-door", 1)]);
    }

    [Fact]
    public async Task Frames_that_wait_for_an_encoder_are_observed()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var depth = Collect<int>(ingest, "camstream.queue.depth");
        ingest.Encoders[0].Refuses = 503;
        for (var sequence = 0; sequence < 3; sequence++)
            await ingest.PublishAsync("front-door", sequence);
        await ingest.UntilAsync("front-door", camera => camera.Received == 3);
        depth.RecordObservableInstruments();
        depth.LastMeasurement!.Value.ShouldBe(3);
    }

    [Fact]
    public async Task A_stream_that_an_encoder_refuses_is_counted_with_its_name()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var failures = Collect<long>(ingest, "camstream.feed.failures");
        ingest.Encoders[0].Refuses = 503;
        await ingest.PublishAsync("front-door", 0);
        await failures.WaitForMeasurementsAsync(1, TestContext.Current.CancellationToken);

        var failure = failures.GetMeasurementSnapshot()[0];
        failure.Value.ShouldBe(1);
        failure.Tags.ShouldBe(new Dictionary<string, object?> { ["camstream.encoder.name"] = "encoder-0" });
    }

    [Fact]
    public async Task A_clock_that_is_set_is_counted_once()
    {
        await using var ingest = await IngestFixture.StartAsync();
        using var jumps = Collect<long>(ingest, "camstream.clock.jumps");
        for (var sequence = 0; sequence < 20; sequence++)
        {
            await ingest.PublishRawAsync(
                Topic,
                TestJpeg.Grey(),
                new FrameHeader("boot", sequence, sequence < 10 ? Now() : Now().AddDays(1))
            );
        }
        await ingest.UntilAsync("front-door", camera => camera is { Received: 16, ClockOffsetMs: < 0 });
        jumps.GetMeasurementSnapshot().Single().Value.ShouldBe(1);
    }

    private static MetricCollector<T> Collect<T>(IngestFixture ingest, string instrument)
        where T : struct =>
        new(ingest.Services.GetRequiredService<IMeterFactory>(), IngestMetrics.MeterName, instrument);

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();
}
