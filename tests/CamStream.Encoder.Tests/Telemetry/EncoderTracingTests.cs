using System.Diagnostics;
using System.Globalization;
using CamStream.Encoder.Hls;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Timeline;
using CamStream.Frames;
using CamStream.Frames.Telemetry;
using CamStream.Testing;
using static CamStream.Encoder.Timeline.Arrivals;

namespace CamStream.Encoder.Telemetry;

[Collection(Tracing.Alone)]
public class EncoderTracingTests
{
    private static readonly long _msn = Grid.MsnAt(Origin);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sampled_frame_has_an_encode_span_below_the_senders_and_a_package_span_below_that()
    {
        using var spans = new RecordedSpans(EncoderTracing.SourceName);
        await using var fixture = new PipelineFixture();
        var forward = TraceParent.Random();
        await ShowAsync(fixture, Frame(7, captured: 0), forward);
        fixture.Add(Frame(8, captured: 140));
        await fixture.PublishedAsync(_msn, 0);

        var encode = await spans.EndedAsync(span => span.ParentId == forward, Cancellation);
        (encode.OperationName, encode.Kind, encode.Status).ShouldBe(
            ("encode", ActivityKind.Server, ActivityStatusCode.Unset)
        );
        (encode.StartTimeUtc, encode.StartTimeUtc + encode.Duration).ShouldBe((Utc(20), Utc(25)));
        encode.TagObjects.ShouldBe([new("camstream.camera.id", "porch"), new("camstream.frame.sequence", 7L)]);

        var package = await spans.EndedAsync(span => span.ParentId == encode.Id, Cancellation);
        (package.OperationName, package.Kind, package.Status).ShouldBe(
            ("package", ActivityKind.Internal, ActivityStatusCode.Unset)
        );
        (package.StartTimeUtc, package.StartTimeUtc + package.Duration).ShouldBe((Utc(25), Utc(160)));
        package.TagObjects.ShouldBe([
            new("camstream.camera.id", "porch"),
            new("camstream.frame.sequence", 7L),
            new("camstream.hls.msn", _msn),
            new("camstream.hls.part", 0),
        ]);
        package.Links.ShouldBeEmpty();

        FrameHeaders(fixture.Part(0)).ShouldHaveSingleItem().ShouldStartWith($"{package.Id};seq=7;");
        Activity.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Part_has_the_times_of_a_sampled_frame_and_the_playlist_the_time_it_is_shown()
    {
        await using var fixture = new PipelineFixture();
        var forward = TraceParent.Random();
        var times = new FrameTimes(At(1).ToUtc(), At(12).ToUtc(), At(15).ToUtc());
        await ShowAsync(fixture, Frame(7, captured: 0), forward, times);
        fixture.Add(Frame(8, captured: 140));
        await fixture.PublishedAsync(_msn, 1);

        // Nobody listens to spans: the trace context of the frame is passed on.
        FrameHeaders(fixture.Part(0))
            .ShouldBe([
                $"{forward};seq=7;captured={Unix(0)};published={Unix(1)};received={Unix(12)};forwarded={Unix(15)};"
                    + $"arrived={Unix(20)};encoded={Unix(25)};packaged={Unix(160)};clock=0",
            ]);
        fixture.Ranges.ShouldBe([
            new DateRange($"frame-{forward[36..52]}", PartTracing.Class, At(0), MediaTime.Zero, Attribute(forward)),
        ]);
        fixture
            .Pipeline.Live.Playlist()
            .ShouldContain(
                $"#EXT-X-DATERANGE:ID=\"frame-{forward[36..52]}\",CLASS=\"com.camstream.frame\","
                    + "START-DATE=\"2026-11-22T09:00:00.000Z\","
                    + $"X-COM-CAMSTREAM-TRACEPARENT=\"{forward}\",DURATION=0.00000\n"
            );
        fixture.Part(1).Headers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_of_a_wrong_camera_clock_are_corrected_and_unknown_times_are_left_out()
    {
        await using var fixture = new PipelineFixture();
        const double Behind = 3_600_000;
        await ShowAsync(
            fixture,
            Frame(7, captured: -Behind, delay: Behind + 20),
            TraceParent.Random(),
            new FrameTimes(At(1 - Behind).ToUtc())
        );
        fixture.Add(Frame(8, captured: 140 - Behind, delay: Behind + 20));
        await fixture.PublishedAsync(_msn, 0);
        FrameHeaders(fixture.Part(0))
            .ShouldHaveSingleItem()[55..]
            .ShouldBe(
                $";seq=7;captured={Unix(20)};published={Unix(21)};arrived={Unix(20)};encoded={Unix(25)};"
                    + $"packaged={Unix(160)};clock=3600020000"
            );
    }

    [Fact]
    public async Task Sampled_frames_of_one_part_have_their_own_spans_linked_to_each_other()
    {
        using var spans = new RecordedSpans(EncoderTracing.SourceName);
        await using var fixture = new PipelineFixture();
        string[] forward = [TraceParent.Random(), TraceParent.Random()];
        await ShowAsync(fixture, Frame(1, captured: 0), forward[0]);
        await ShowAsync(fixture, Frame(2, captured: 30), forward[1]);
        fixture.Add(Frame(3, captured: 140));
        await fixture.PublishedAsync(_msn, 0);

        var packages = new List<Activity>();
        foreach (var parent in forward)
        {
            var encode = await spans.EndedAsync(span => span.ParentId == parent, Cancellation);
            packages.Add(await spans.EndedAsync(span => span.ParentId == encode.Id, Cancellation));
        }
        packages
            .Select(p => p.Links.ShouldHaveSingleItem().Context.SpanId)
            .ShouldBe(packages.AsEnumerable().Reverse().Select(p => p.ParentSpanId));
        FrameHeaders(fixture.Part(0)).Select(f => f[..55]).ShouldBe(packages.Select(p => p.Id));
        fixture
            .Ranges.Select(r => (r.Id, r.Attribute))
            .ShouldBe(packages.Select(p => ($"frame-{p.SpanId}", (ClientAttribute?)Attribute(p.Id!))));
    }

    [Fact]
    public async Task Trace_of_a_dropped_frame_says_where_and_why()
    {
        using var spans = new RecordedSpans(EncoderTracing.SourceName);
        await using var fixture = new PipelineFixture();
        await ShowAsync(fixture, Frame(1, captured: 0), TraceParent.Random());
        (FrameArrival Frame, string Script, string Span, string Reason)[] dropped =
        [
            (Frame(1, captured: 10), "ok", "encode", DropReason.Duplicate),
            (Frame(2, captured: 0), "ok", "encode", DropReason.Late),
            (Frame(3, captured: 20) with { Width = 1280 }, "ok", "encode", DropReason.SizeChange),
            (Frame(4, captured: 400_000, delay: 30 - 400_000), "ok", "encode", DropReason.Invalid),
            (Frame(5, captured: 30), "ok", "package", DropReason.EncoderStopped), // with the next one
            (Frame(6, captured: 60), "crash", "encode", DropReason.EncoderStopped),
        ];
        foreach (var (frame, script, name, reason) in dropped)
        {
            var forward = TraceParent.Random();
            var trace = ActivityContext.Parse(forward, null).TraceId;
            fixture.Add(frame, script, traceParent: forward);
            if (name == "package")
                continue;
            var span = await spans.EndedAsync(s => s.TraceId == trace, Cancellation);
            (
                span.OperationName,
                span.Status,
                span.GetTagItem("camstream.frame.outcome"),
                span.GetTagItem("error.type")
            ).ShouldBe((name, ActivityStatusCode.Error, reason, reason));
        }
        await spans.EndedAsync(
            s =>
                s.OperationName == "package"
                && s.Status == ActivityStatusCode.Error
                && 5L.Equals(s.GetTagItem("camstream.frame.sequence")),
            Cancellation
        );
    }

    [Fact]
    public void Frame_that_is_not_sampled_allocates_nothing()
    {
        using var spans = new RecordedSpans(EncoderTracing.SourceName);
        using var frame = Frames.Frame.Copy(PipelineFixture.Camera, new FrameHeader("boot", 1, default), "jpeg"u8);
        using var picture = new FFmpeg.EncodedPicture(0, true, default);
        var tracing = new PartTracing(PipelineFixture.Camera);
        var part = new MediaPart(1, 0, true, default);
        PartPicture[] pictures = [new(picture, MediaTime.Zero, default(DateTimeOffset))];
        List<DateRange> ranges = [];

        Pass();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        ranges.ShouldBeEmpty();

        void Pass()
        {
            EncoderTracing.Encoded(frame, default, default).ShouldBeNull();
            EncoderTracing.Dropped(frame, DropReason.Late, default);
            ReferenceEquals(tracing.Begin(part, pictures, ranges, default), part).ShouldBeTrue();
            tracing.End(default, null);
            tracing.Discard(pictures, DropReason.EncoderStopped, default);
        }
    }

    /// <summary>
    /// Adds a sampled frame and waits for its picture, which comes out 5 ms later.
    /// </summary>
    private static async Task ShowAsync(
        PipelineFixture fixture,
        FrameArrival arrival,
        string traceParent,
        FrameTimes? times = null
    )
    {
        fixture.DelayMilliseconds = 5;
        fixture.Add(arrival, traceParent: traceParent, times: times);
        await fixture.EncodedAsync(arrival);
        fixture.DelayMilliseconds = 0;
    }

    private static IEnumerable<string> FrameHeaders(MediaPart part)
    {
        part.Headers.ShouldAllBe(header => header.Name == MediaHeaders.SampledFrame);
        return part.Headers.Select(header => header.Value);
    }

    private static ClientAttribute Attribute(string traceParent) => new(PartTracing.TraceParentAttribute, traceParent);

    private static DateTime Utc(double milliseconds) => At(milliseconds).ToUtc().UtcDateTime;

    private static string Unix(double milliseconds) =>
        UnixMicroseconds.From(At(milliseconds).ToUtc()).ToString(CultureInfo.InvariantCulture);
}
