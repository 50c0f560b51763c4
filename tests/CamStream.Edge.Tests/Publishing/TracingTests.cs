using System.Diagnostics;
using CamStream.Frames;
using CamStream.Testing;

namespace CamStream.Edge.Publishing;

[Collection(Tracing.Alone)]
public sealed class TracingTests
{
    [Fact]
    public async Task A_sampled_frame_carries_the_context_of_its_publish_span_whose_parent_is_its_capture()
    {
        using var spans = new RecordedSpans("CamStream.Edge");
        await using var broker = await Mosquitto.StartAsync();
        await using var server = await Listener.ConnectAsync(broker);
        await using var agent = await TestAgent.StartAsync(broker);

        for (var i = 0; i < 2; i++)
        {
            using var frame = await server.SampledFrameAsync();
            var header = frame.Header;

            // The span ends with the acknowledgement.
            var publish = await spans.EndedAsync(header.TraceParent!, TestContext.Current.CancellationToken);
            (publish.OperationName, publish.Kind, publish.Status).ShouldBe(
                ("publish", ActivityKind.Producer, ActivityStatusCode.Unset)
            );
            UnixMicroseconds.From(publish.StartTimeUtc).ShouldBe(UnixMicroseconds.From(header.Times!.Published!.Value));
            publish.TagObjects.ShouldBe([
                new("camstream.camera.id", "porch"),
                new("camstream.frame.sequence", header.Sequence),
                new("messaging.system", "mqtt"),
                new("messaging.operation.name", "publish"),
                new("messaging.operation.type", "send"),
                new("messaging.destination.name", "camstream/v1/porch/frame"),
                new("messaging.destination.template", "camstream/v1/{camera}/frame"),
                new("messaging.message.body.size", frame.Length),
                new("server.address", "127.0.0.1"),
                new("server.port", broker.Port),
            ]);

            var capture = await spans.EndedAsync(publish.ParentId!, TestContext.Current.CancellationToken);
            (capture.OperationName, capture.Kind, capture.ParentId).ShouldBe(("capture", ActivityKind.Internal, null));
            UnixMicroseconds.From(capture.StartTimeUtc).ShouldBe(header.CapturedMicroseconds);
            (capture.StartTimeUtc + capture.Duration).ShouldBeLessThanOrEqualTo(publish.StartTimeUtc);
            capture.TagObjects.ShouldBe([
                new("camstream.camera.id", "porch"),
                new("camstream.frame.sequence", header.Sequence),
                new("camstream.frame.size", frame.Length),
            ]);
        }
    }

    [Fact]
    public async Task Without_a_listener_a_sampled_frame_still_has_a_context_and_its_times()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var server = await Listener.ConnectAsync(broker);
        await using var agent = await TestAgent.StartAsync(broker);

        using var one = await server.SampledFrameAsync();
        using var other = await server.SampledFrameAsync();

        one.Header.TryGetTraceContext(out var first).ShouldBeTrue();
        other.Header.TryGetTraceContext(out var second).ShouldBeTrue();
        first.TraceId.ShouldNotBe(second.TraceId);
        one.Header.Times!.Published!.Value.ShouldBeGreaterThanOrEqualTo(one.Header.Captured);
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1000", true)]
    public async Task No_or_all_frames_are_traced_as_configured(string perSecond, bool all)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var server = await Listener.ConnectAsync(broker);
        await using var agent = await TestAgent.StartAsync(broker, $"--Edge:TracesPerSecond={perSecond}");

        for (var i = 0; i < 15; i++)
        {
            using var frame = await server.FrameAsync();
            (frame.Header.TraceParent is not null, frame.Header.Times is not null).ShouldBe((all, all));
        }
    }

    [Fact]
    public async Task A_frame_that_the_broker_refuses_is_dropped_and_its_span_says_so()
    {
        using var spans = new RecordedSpans("CamStream.Edge");
        await using var broker = await Mosquitto.StartAsync("max_packet_size 2000");
        await using var agent = await TestAgent.StartAsync(broker);

        var refused = await spans.EndedAsync(
            span => span.OperationName == "publish" && Equals(span.GetTagItem("server.port"), broker.Port),
            TestContext.Current.CancellationToken
        );

        refused.Status.ShouldBe(ActivityStatusCode.Error);
        (refused.GetTagItem("camstream.frame.outcome"), refused.GetTagItem("error.type")).ShouldBe(
            (DropReason.Broker, DropReason.Broker)
        );
    }
}
