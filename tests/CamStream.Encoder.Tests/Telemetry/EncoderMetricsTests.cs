using CamStream.Encoder.Feeds;
using CamStream.Encoder.Pipeline;
using CamStream.Frames;
using CamStream.Testing;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using static CamStream.Encoder.Timeline.Arrivals;

namespace CamStream.Encoder.Telemetry;

public class EncoderMetricsTests
{
    private static readonly long _msn = Grid.MsnAt(Origin);

    [Fact]
    public async Task Every_frame_is_measured_with_its_time_to_encode_to_package_and_in_all()
    {
        await using var fixture = new PipelineFixture { DelayMilliseconds = 5 };
        using var stages = Collect<double>(fixture, "camstream.frame.stage.duration");
        using var latencies = Collect<double>(fixture, "camstream.frame.latency");
        using var frames = Collect<long>(fixture, "camstream.frames");
        fixture.Add(Frame(1, captured: 0));
        await fixture.EncodedAsync(Frame(1, captured: 0));
        fixture.DelayMilliseconds = 0;
        fixture.Add(Frame(2, captured: 140));
        await frames.WaitForMeasurementsAsync(2, TestContext.Current.CancellationToken);

        stages
            .GetMeasurementSnapshot()
            .Select(Told)
            .ShouldBe([("encode", 0.005), ("package", 0.135), ("encode", 0), ("package", 0)]);
        latencies.GetMeasurementSnapshot().Select(m => Math.Round(m.Value, 6)).ShouldBe([0.16, 0.02]);
        frames
            .GetMeasurementSnapshot()[0]
            .Tags.ShouldBe(
                Tags(("camstream.camera.id", "porch"), ("camstream.frame.outcome", "delivered")),
                ignoreOrder: true
            );

        static (object?, double) Told(CollectedMeasurement<double> m) =>
            (m.Tags["camstream.stage"], Math.Round(m.Value, 6));
    }

    [Fact]
    public async Task Sampled_frame_is_measured_with_its_time_from_forwarding_to_arrival()
    {
        await using var fixture = new PipelineFixture();
        using var stages = Collect<double>(fixture, "camstream.frame.stage.duration");
        fixture.Add(Frame(1, captured: 0), times: new FrameTimes(Forwarded: At(15).ToUtc()));
        fixture.Add(Frame(2, captured: 20), times: new FrameTimes(Received: At(30).ToUtc()));
        var feed = stages
            .GetMeasurementSnapshot()
            .Where(m => "feed".Equals(m.Tags["camstream.stage"]))
            .ShouldHaveSingleItem();
        Math.Round(feed.Value, 6).ShouldBe(0.005);
        feed.Tags["camstream.camera.id"].ShouldBe("porch");
    }

    [Fact]
    public async Task Bytes_are_counted_when_they_arrive_and_when_they_are_published()
    {
        await using var fixture = new PipelineFixture();
        using var bytes = Collect<long>(fixture, "camstream.io");
        fixture.Add(Steady(15, from: 1, to: 300));
        await fixture.PublishedAsync(_msn, 0);
        await TimeTravel.UntilAsync(() => Sum("transmit") > 0);
        Sum("receive").ShouldBe(5 * "ok".Length);
        Sum("transmit").ShouldBeGreaterThanOrEqualTo(fixture.Part(0).Data.Length);

        long Sum(string direction) =>
            bytes.Observe().Where(m => (string)m.Tags["network.io.direction"]! == direction).Sum(m => m.Value);
    }

    [Fact]
    public async Task Speed_is_a_segments_duration_divided_by_the_time_for_its_pictures()
    {
        await using var fixture = new PipelineFixture { DelayMilliseconds = 10 };
        using var speed = Collect<double>(fixture, "camstream.encode.speed");
        foreach (var frame in Steady(10, from: 1, to: 4_200))
        {
            fixture.Add(frame);
            await TimeTravel.UntilAsync(() => fixture.Pipeline.Waiting == 0);
        }
        await speed.WaitForMeasurementsAsync(2, TestContext.Current.CancellationToken);
        // Twenty pictures in two seconds, one more or less.
        speed.GetMeasurementSnapshot()[1].Value.ShouldBeInRange(2_000 / 230.0, 2_000 / 170.0);
    }

    [Fact]
    public async Task Part_that_is_published_long_after_its_end_is_late()
    {
        await using var fixture = new PipelineFixture();
        using var parts = Collect<long>(fixture, "camstream.parts");
        fixture.Add(Frame(1, captured: 0));
        fixture.Add(Frame(2, captured: 140));
        await TimeTravel.UntilAsync(() => parts.Observe().Count == 1);
        fixture.DelayMilliseconds = 1_500;
        fixture.Add(Frame(3, captured: 280));
        await TimeTravel.UntilAsync(() => parts.Observe().Count == 2);
        fixture.DelayMilliseconds = 0;

        parts
            .Observe()
            .Select(m => (m.Tags["camstream.camera.id"], m.Tags["camstream.part.outcome"]))
            .ShouldBe([("porch", "on_time"), ("porch", "late")], ignoreOrder: true);
    }

    [Fact]
    public async Task Feeds_and_waiting_requests_are_measured_while_they_exist()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        using var feeds = new MetricCollector<int>(app.Meters, EncoderMetrics.MeterName, "camstream.feeds");
        using var waiting = new MetricCollector<int>(
            app.Meters,
            EncoderMetrics.MeterName,
            "camstream.requests.waiting"
        );
        Read(feeds).ShouldBeNull();

        using var feed = app.Registry.Open(CameraId.Parse("cam")).ShouldNotBeNull();
        using var gone = new CancellationTokenSource();
        var request = app.Client.GetAsync(new Uri("/hls/cam/live.m3u8", UriKind.Relative), gone.Token);
        await TimeTravel.UntilAsync(() => Read(waiting) == 1);
        Read(feeds).ShouldBe(1);
        feeds.LastMeasurement!.Tags.ShouldBe(Tags(("camstream.camera.id", "cam")));

        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(request);
        await TimeTravel.UntilAsync(() => Read(waiting) == 0);

        static int? Read(MetricCollector<int> collector)
        {
            collector.RecordObservableInstruments();
            return collector.LastMeasurement?.Value;
        }
    }

    private static MetricCollector<T> Collect<T>(PipelineFixture fixture, string name)
        where T : struct => new(fixture.Meters, EncoderMetrics.MeterName, name);

    private static IEnumerable<KeyValuePair<string, object?>> Tags(params (string Name, string Value)[] tags) =>
        tags.Select(tag => new KeyValuePair<string, object?>(tag.Name, tag.Value));
}
