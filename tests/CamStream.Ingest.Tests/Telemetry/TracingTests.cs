using System.Diagnostics;
using CamStream.Frames;
using CamStream.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.Ingest.Telemetry;

// A listener to spans gets those of the whole process. These tests run one after the other, no
// other test listens, and no other test has a camera of this name.
public sealed class TracingTests
{
    private const string Topic = "camstream/v1/traced/frame";
    private const string Publish = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sampled_frame_is_received_and_forwarded_in_its_trace_with_all_its_times()
    {
        using var spans = new RecordedSpans("CamStream.Ingest", camera: "traced");
        await using var ingest = await IngestFixture.StartAsync();
        var sent = Sampled(1);
        var jpeg = TestJpeg.Grey();
        await ingest.PublishRawAsync(Topic, jpeg, sent);
        using var frame = await ingest.Encoders[0].NextAsync();
        var header = frame.Header;

        var forward = await spans.EndedAsync(header.TraceParent!, Cancellation);
        (forward.OperationName, forward.Kind, forward.Status).ShouldBe(
            ("forward", ActivityKind.Client, ActivityStatusCode.Unset)
        );
        var encoder = new Uri(ingest.Encoders[0].Address);
        forward.TagObjects.ShouldBe([
            new("camstream.camera.id", "traced"),
            new("camstream.frame.sequence", 1L),
            new("camstream.encoder.name", "encoder-0"),
            new("server.address", encoder.Host),
            new("server.port", encoder.Port),
        ]);

        var receive = await spans.EndedAsync(forward.ParentId!, Cancellation);
        (receive.OperationName, receive.Kind, receive.ParentId, receive.HasRemoteParent).ShouldBe(
            ("receive", ActivityKind.Consumer, Publish, true)
        );
        receive.TagObjects.ShouldBe([
            new("camstream.camera.id", "traced"),
            new("camstream.frame.sequence", 1L),
            new("messaging.system", "mqtt"),
            new("messaging.operation.name", "receive"),
            new("messaging.operation.type", "process"),
            new("messaging.destination.name", Topic),
            new("messaging.destination.template", "camstream/v1/{camera}/frame"),
            new("messaging.message.body.size", jpeg.Length),
            new("messaging.consumer.group.name", "ingest"),
            new("server.address", "127.0.0.1"),
            new("server.port", ingest.Broker.Port),
            new("camstream.clock.offset", 0.0),
        ]);

        header.ShouldBe(sent with { TraceParent = forward.Id, Times = header.Times });
        var times = header.Times!;
        times.Published.ShouldBe(sent.Times!.Published);
        UnixMicroseconds.From(times.Received!.Value).ShouldBe(UnixMicroseconds.From(receive.StartTimeUtc));
        forward.StartTimeUtc.ShouldBeGreaterThanOrEqualTo(receive.StartTimeUtc + receive.Duration);
        times
            .Forwarded!.Value.UtcDateTime.AddMicroseconds(1)
            .ShouldBeInRange(
                forward.StartTimeUtc,
                forward.StartTimeUtc + forward.Duration + TimeSpan.FromMicroseconds(1)
            );
    }

    [Fact]
    public async Task Without_a_listener_the_trace_context_is_forwarded_as_it_came_with_all_the_times()
    {
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishRawAsync(Topic, TestJpeg.Grey(), Sampled(1));
        using var frame = await ingest.Encoders[0].NextAsync();
        frame.Header.TraceParent.ShouldBe(Publish);
        (frame.Header.Times is { Published: not null, Received: not null, Forwarded: not null }).ShouldBeTrue();
    }

    [Fact]
    public async Task A_frame_that_is_not_sampled_or_has_a_forged_context_is_forwarded_without_a_trace()
    {
        using var spans = new RecordedSpans("CamStream.Ingest", camera: "traced");
        await using var ingest = await IngestFixture.StartAsync();
        // The broker refuses control characters itself: it closes the connection.
        foreach (var forged in ForgedTraceParents.All.Where(text => !text.Any(char.IsControl)).Prepend(null))
        {
            await ingest.PublishRawAsync(Topic, TestJpeg.Grey(), Sampled(1) with { TraceParent = forged });
            using var frame = await ingest.Encoders[0].NextAsync();
            (frame.Header.TraceParent, frame.Header.Times).ShouldBe((null, null));
        }
        spans.Ended.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_trace_of_a_refused_frame_says_so()
    {
        using var spans = new RecordedSpans("CamStream.Ingest", camera: "traced");
        await using var ingest = await IngestFixture.StartAsync();
        await ingest.PublishRawAsync(Topic, TestJpeg.Grey()[..^10], Sampled(1));
        var receive = await spans.EndedAsync(span => span.OperationName == "receive", Cancellation);
        (receive.Status, receive.GetTagItem("camstream.frame.outcome")).ShouldBe(
            (ActivityStatusCode.Error, DropReason.Invalid)
        );
    }

    [Fact]
    public async Task The_trace_of_a_frame_that_no_encoder_takes_says_so()
    {
        using var spans = new RecordedSpans("CamStream.Ingest", camera: "traced");
        await using var ingest = await IngestFixture.StartAsync(1, "--Forwarding:QueueCapacity=1");
        ingest.Encoders[0].Refuses = 503;
        await ingest.PublishRawAsync(Topic, TestJpeg.Grey(), Sampled(1));
        await ingest.PublishRawAsync(Topic, TestJpeg.Grey(), Sampled(2));
        var forward = await spans.EndedAsync(span => span.OperationName == "forward", Cancellation);
        (
            forward.Status,
            forward.GetTagItem("camstream.frame.outcome"),
            forward.GetTagItem("camstream.frame.sequence")
        ).ShouldBe((ActivityStatusCode.Error, DropReason.IngestQueue, 1L));
    }

    [Fact]
    public async Task A_frame_that_is_not_sampled_allocates_nothing_for_tracing()
    {
        using var spans = new RecordedSpans("CamStream.Ingest", camera: "traced");
        await using var ingest = await IngestFixture.StartAsync();
        var tracing = ingest.Services.GetRequiredService<IngestTracing>();
        using var frame = Frame.Copy(
            CameraId.Parse("traced"),
            Sampled(1) with
            {
                TraceParent = null,
                Times = null,
            },
            TestJpeg.Grey()
        );
        Trace();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Trace();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Trace()
        {
            using var receive = tracing.StartReceive(frame);
            IngestTracing.StartForward(frame, receive);
            IngestTracing.EndForward(frame, DropReason.IngestQueue);
        }
    }

    private static FrameHeader Sampled(long sequence)
    {
        var now = DateTimeOffset.UnixEpoch.AddMicroseconds(UnixMicroseconds.From(TimeProvider.System.GetUtcNow()));
        return new FrameHeader(
            "boot",
            sequence,
            now.AddMilliseconds(-20),
            Publish,
            new FrameTimes(now.AddMilliseconds(-10))
        );
    }
}
