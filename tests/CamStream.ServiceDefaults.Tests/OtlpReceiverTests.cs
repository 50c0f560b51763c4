using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Net;
using CamStream.Testing.Otlp;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CamStream.ServiceDefaults;

/// <summary>The tests' collector, against the real exporter.</summary>
public sealed class OtlpReceiverTests
{
    private const string Name = "CamStream.OtlpReceiverTests";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Span_is_received_as_it_was()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var source = new ActivitySource(Name);
        var linked = new ActivityContext(
            ActivityTraceId.CreateRandom(),
            ActivitySpanId.CreateRandom(),
            ActivityTraceFlags.Recorded
        );
        var (start, end) = (
            new DateTimeOffset(2026, 11, 22, 9, 0, 0, 123, 456, TimeSpan.Zero),
            new DateTimeOffset(2026, 11, 22, 9, 0, 1, TimeSpan.Zero)
        );
        Activity parent,
            child;
        using (
            Sdk.CreateTracerProviderBuilder()
                .AddSource(Name)
                .ConfigureResource(resource => resource.AddService("camera-7"))
                .AddOtlpExporter(otlp => To(otlp, receiver, "/v1/traces"))
                .Build()
        )
        {
            parent = source.StartActivity("receive", ActivityKind.Consumer)!;
            child = source.StartActivity(
                "package",
                ActivityKind.Internal,
                default(ActivityContext),
                [
                    new("text", "ä"),
                    new("whole", 7L),
                    new("part", 0.5),
                    new("yes", true),
                    new("list", new[] { "a", "b" }),
                ],
                [new ActivityLink(linked)],
                start
            )!;
            child.SetEndTime(end.UtcDateTime);
            child.SetStatus(ActivityStatusCode.Error);
            child.Dispose();
            parent.Dispose();
        }
        await receiver.UntilAsync(received => received.Spans.Count == 2, Stop);

        var root = receiver.Spans.Single(span => span.Name == "receive");
        (root.Kind, root.ParentId, root.Status, root.Attributes.Count, root.Links.Count).ShouldBe(
            (ActivityKind.Consumer, "", ActivityStatusCode.Unset, 0, 0)
        );
        var span = receiver.Spans.Single(span => span.Name == "package");
        (span.Service, span.Scope, span.Kind, span.Status).ShouldBe(
            ("camera-7", Name, ActivityKind.Internal, ActivityStatusCode.Error)
        );
        (span.TraceId, span.SpanId, span.ParentId).ShouldBe(
            (parent.TraceId.ToHexString(), child.SpanId.ToHexString(), root.SpanId)
        );
        (span.Start, span.End).ShouldBe((start, end));
        span.Links.ShouldBe([new OtlpLink(linked.TraceId.ToHexString(), linked.SpanId.ToHexString())]);
        span.Attributes["list"].ShouldBeOfType<List<object>>().ShouldBe(["a", "b"]);
        span.Attributes.Where(attribute => attribute.Key != "list")
            .ShouldBe(
                new Dictionary<string, object>
                {
                    ["text"] = "ä",
                    ["whole"] = 7L,
                    ["part"] = 0.5,
                    ["yes"] = true,
                },
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData(MetricReaderTemporalityPreference.Cumulative, OtlpTemporality.Cumulative, 5)]
    [InlineData(MetricReaderTemporalityPreference.Delta, OtlpTemporality.Delta, 3)]
    public async Task Metrics_are_received_as_they_were(
        MetricReaderTemporalityPreference preference,
        OtlpTemporality temporality,
        double counted
    )
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var meter = new Meter(Name);
        var frames = meter.CreateCounter<long>("camstream.frames", "{frame}", "Frames by outcome.");
        var stages = meter.CreateHistogram(
            "camstream.frame.stage.duration",
            "s",
            "",
            [],
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1] }
        );
        meter.CreateObservableGauge(
            "camstream.queue.depth",
            () => new Measurement<double>(2.5, new KeyValuePair<string, object?>("camstream.camera.id", "door"))
        );
        using (
            var provider = Sdk.CreateMeterProviderBuilder()
                .AddMeter(Name)
                .ConfigureResource(resource => resource.AddService("ingest"))
                .AddOtlpExporter(
                    (otlp, reader) =>
                    {
                        To(otlp, receiver, "/v1/metrics");
                        reader.TemporalityPreference = preference;
                    }
                )
                .Build()
        )
        {
            frames.Add(2);
            provider.ForceFlush();
            frames.Add(3);
            foreach (var duration in (double[])[0.005, 0.05, 0.06, 5])
                stages.Record(duration);
        }

        var sum = receiver.Points.Last(point => point.Name == "camstream.frames");
        (sum.Service, sum.Unit, sum.Description, sum.Kind, sum.Temporality, sum.Value).ShouldBe(
            ("ingest", "{frame}", "Frames by outcome.", OtlpPointKind.MonotonicSum, temporality, counted)
        );
        sum.Nanoseconds.ShouldBeGreaterThan(sum.StartNanoseconds);
        var histogram = receiver.Points.Last(point => point.Name == "camstream.frame.stage.duration");
        (histogram.Kind, histogram.Temporality, histogram.Count, histogram.Value).ShouldBe(
            (OtlpPointKind.Histogram, temporality, 4, 5.115)
        );
        histogram.Bounds.ShouldBe([0.01, 0.1]);
        histogram.Buckets.ShouldBe([1, 2, 1]);
        var gauge = receiver.Points.Last(point => point.Name == "camstream.queue.depth");
        (gauge.Kind, gauge.Temporality, gauge.Value, gauge.Attributes["camstream.camera.id"]).ShouldBe(
            (OtlpPointKind.Gauge, OtlpTemporality.None, 2.5, "door")
        );
    }

    [Theory]
    [InlineData("0AFF", HttpStatusCode.BadRequest)] // a length that goes past the end
    [InlineData("0AFFFFFFFFFFFFFFFFFFFF01", HttpStatusCode.BadRequest)]
    [InlineData("0F", HttpStatusCode.BadRequest)] // a wire type that there is not
    [InlineData("1205", HttpStatusCode.BadRequest)]
    [InlineData("0A00", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task Malformed_message_is_refused(string message, HttpStatusCode answer)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        (await PostAsync(receiver, "/v1/traces", Convert.FromHexString(message))).ShouldBe(answer);
    }

    [Fact]
    public async Task Compressed_message_is_received()
    {
        // A resource, in it a scope, in it a span, in it its name.
        byte[] message = [0x0A, 8, 0x12, 6, 0x12, 4, 0x2A, 2, (byte)'h', (byte)'i'];
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Compress))
            await gzip.WriteAsync(message, Stop);
        await using var receiver = await OtlpReceiver.StartAsync();

        (await PostAsync(receiver, "/v1/traces", compressed.ToArray(), "gzip")).ShouldBe(HttpStatusCode.OK);
        receiver.Spans.Single().Name.ShouldBe("hi");
    }

    [Fact]
    public async Task Signal_that_there_is_not_is_not_found()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        (await PostAsync(receiver, "/v1/profiles", [])).ShouldBe(HttpStatusCode.NotFound);
    }

    private static void To(OtlpExporterOptions otlp, OtlpReceiver receiver, string path) =>
        (otlp.Endpoint, otlp.Protocol) = (new Uri(receiver.Url + path), OtlpExportProtocol.HttpProtobuf);

    private static async Task<HttpStatusCode> PostAsync(
        OtlpReceiver receiver,
        string path,
        byte[] message,
        string? coding = null
    )
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(message);
        content.Headers.ContentType = new("application/x-protobuf");
        if (coding is not null)
            content.Headers.ContentEncoding.Add(coding);
        using var answer = await client.PostAsync(new Uri(receiver.Url + path), content, Stop);
        return answer.StatusCode;
    }
}
