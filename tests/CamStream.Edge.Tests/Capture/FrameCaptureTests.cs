using System.Diagnostics;
using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Frames.Mqtt;
using CamStream.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace CamStream.Edge.Capture;

[Collection(Tracing.Alone)]
public sealed class FrameCaptureTests : IDisposable
{
    private static readonly DateTimeOffset _start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly CameraId _camera = CameraId.Parse("traced");

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FrameCounts _counts = new();
    private readonly EdgeTelemetry _telemetry;
    private readonly FrameRing _ring;

    public FrameCaptureTests()
    {
        _telemetry = new EdgeTelemetry(Meters, _camera, new BrokerOptions(), _counts);
        _ring = new FrameRing(2, _counts, _telemetry);
    }

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    [Fact]
    public void The_capture_span_ends_before_the_frame_can_be_taken()
    {
        var waiting = new List<int>();
        using var spans = new RecordedSpans(EdgeTelemetry.Name, _ => waiting.Add(_ring.Frames.Count), _camera.Value);
        Capture(tracesPerSecond: 1000).Add(TestJpeg.Grey(), _start);
        waiting.ShouldBe([0]);
        _ring.Frames.Count.ShouldBe(1);
    }

    [Fact]
    public void A_sampled_frame_that_the_ring_drops_says_so_in_its_trace()
    {
        using var spans = new RecordedSpans(EdgeTelemetry.Name, camera: _camera.Value);
        var capture = Capture(tracesPerSecond: 1000);
        for (var i = 0; i < 3; i++)
            capture.Add(TestJpeg.Grey(), _start.AddMilliseconds(i * 66));

        var dropped = spans.Ended.Single(span => span.OperationName == "publish");

        (
            dropped.Status,
            dropped.GetTagItem("camstream.frame.outcome"),
            dropped.GetTagItem("camstream.frame.sequence")
        ).ShouldBe((ActivityStatusCode.Error, DropReason.EdgeQueue, 0L));
        dropped.ParentSpanId.ShouldBe(spans.Ended[0].SpanId);
    }

    [Fact]
    public void Every_captured_frame_is_counted_by_its_outcome()
    {
        using var captured = new MetricCollector<long>(Meters, EdgeTelemetry.Name, "camstream.frames.captured");
        using var published = new MetricCollector<long>(Meters, EdgeTelemetry.Name, "camstream.frames.published");
        using var ended = new MetricCollector<long>(Meters, EdgeTelemetry.Name, "camstream.frames");
        using var bytes = new MetricCollector<long>(Meters, EdgeTelemetry.Name, "camstream.io");
        using var depth = new MetricCollector<int>(Meters, EdgeTelemetry.Name, "camstream.queue.depth");
        using var stages = new MetricCollector<double>(Meters, EdgeTelemetry.Name, "camstream.frame.stage.duration");
        var capture = Capture(tracesPerSecond: 1);
        for (var i = 0; i < 5; i++)
            capture.Add(TestJpeg.Grey(), _start);
        _counts.CountPublished();
        _telemetry.FramePublished(1_234, TimeSpan.FromMilliseconds(7));
        depth.RecordObservableInstruments();
        captured.RecordObservableInstruments();
        published.RecordObservableInstruments();
        bytes.RecordObservableInstruments();

        (Sum(captured), Sum(published), Sum(ended), depth.LastMeasurement!.Value).ShouldBe((5, 1, 3, 1));
        ended
            .GetMeasurementSnapshot()[0]
            .Tags.ShouldBe(
                Tags(("camstream.camera.id", "traced"), ("camstream.frame.outcome", DropReason.EdgeQueue)),
                ignoreOrder: true
            );
        stages.LastMeasurement!.Value.ShouldBe(0.007);
        stages.LastMeasurement.Tags.ShouldBe(
            Tags(("camstream.camera.id", "traced"), ("camstream.stage", "camera")),
            ignoreOrder: true
        );
        bytes.LastMeasurement!.Value.ShouldBe(1_234);
        bytes.LastMeasurement.Tags.ShouldBe(
            Tags(("camstream.camera.id", "traced"), ("network.io.direction", "transmit")),
            ignoreOrder: true
        );
        captured.LastMeasurement!.Tags.ShouldBe(Tags(("camstream.camera.id", "traced")));
    }

    [Fact]
    public void A_frame_that_is_not_sampled_allocates_nothing_for_tracing()
    {
        using var spans = new RecordedSpans(EdgeTelemetry.Name, camera: _camera.Value);
        var capture = Capture(tracesPerSecond: 0);
        var jpeg = TestJpeg.Grey();
        var bare = Allocated(() => _ring.Frames.Add(Frame.Copy(_camera, new FrameHeader("boot", 1, _start), jpeg)));

        Allocated(() => capture.Add(jpeg, _start)).ShouldBe(bare);

        using var frame = Frame.Copy(_camera, new FrameHeader("boot", 1, _start), jpeg);
        Allocated(() => _telemetry.StartPublish(frame, _start)).ShouldBe(0);
        Allocated(() => _telemetry.FrameDropped(frame, DropReason.Broker)).ShouldBe(0);
        spans.Ended.ShouldBeEmpty();
    }

    public void Dispose()
    {
        _ring.Dispose();
        _services.Dispose();
    }

    private FrameCapture Capture(double tracesPerSecond) =>
        new(
            new Agent(_camera, "boot"),
            _ring,
            _counts,
            _telemetry,
            new TraceSampler(tracesPerSecond),
            TimeProvider.System
        );

    private static long Sum(MetricCollector<long> counter) =>
        counter.GetMeasurementSnapshot().Sum(measurement => measurement.Value);

    private static Dictionary<string, object?> Tags(params (string Name, object? Value)[] tags) =>
        tags.ToDictionary(tag => tag.Name, tag => tag.Value);

    // Measured on the hundredth frame, after everything that is allocated once.
    private static long Allocated(Action action)
    {
        for (var i = 0; i < 99; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
