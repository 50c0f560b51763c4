using CamStream.Testing.Otlp;

namespace CamStream.Gateway.Latency;

public class PageServiceTests
{
    [Fact]
    public async Task Renders_are_exported_as_spans_of_the_page()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        FrameOnItsWay frame;
        await using (
            var door = await WatchedCamera.StartAsync(
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("OTEL_SERVICE_NAME", "the-gateway")
            )
        )
        {
            frame = await door.DeliverAsync();
            door.Time.Advance(TimeSpan.FromMilliseconds(200));
            await door.ReportAsync(frame);
        }

        await collector.UntilAsync(_ => InTrace().Count == 2, TestContext.Current.CancellationToken);
        var (deliver, render) = (
            InTrace().Single(span => span.Name == "deliver"),
            InTrace().Single(span => span.Name == "render")
        );
        deliver.Service.ShouldBe("the-gateway");
        deliver.ParentId.ShouldBe(frame.Package.ToHexString());
        render.Service.ShouldBe("page");
        render.ParentId.ShouldBe(deliver.SpanId);
        (render.End - render.Start).ShouldBe(TimeSpan.FromMilliseconds(200));

        List<OtlpSpan> InTrace() => [.. collector.Spans.Where(span => span.TraceId == frame.Trace.ToHexString())];
    }

    [Fact]
    public void Renders_are_not_exported_as_spans_of_the_Gateway() =>
        LatencyTracing.PageSource.ShouldNotStartWith("CamStream.");
}
