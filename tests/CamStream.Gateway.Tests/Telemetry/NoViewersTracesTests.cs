using System.Diagnostics;
using CamStream.Testing;
using CamStream.Testing.Otlp;

namespace CamStream.Gateway.Telemetry;

public class NoViewersTracesTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_viewer_says_of_a_trace_is_passed_over()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var gateway = await GatewayFixture.StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        );
        var told = "";
        gateway.Ingest.Answer = context =>
        {
            told =
                $"{context.Request.Headers.TraceParent} {context.Request.Headers.TraceState} {context.Request.Headers.Baggage}";
            return Task.CompletedTask;
        };
        using var spans = new RecordedSpans("Microsoft.AspNetCore");
        var path = $"/api/cameras/{Guid.NewGuid():N}";
        var forged = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers =
            {
                { "traceparent", $"00-{forged}-{ActivitySpanId.CreateRandom()}-01" },
                { "tracestate", "forged=1" },
                { "baggage", "forged=1" },
            },
        };

        (await gateway.Client.SendAsync(request, _stop)).EnsureSuccessStatusCode();

        await gateway.DisposeAsync(); // exports the last spans

        var exported = receiver.Spans.Single(span => Equals(span.Attributes.GetValueOrDefault("url.path"), path));
        exported.ParentId.ShouldBeEmpty();
        spans.Ended.Single(span => span.SpanId.ToHexString() == exported.SpanId).Baggage.ShouldBeEmpty();
        told.ShouldStartWith($"00-{exported.TraceId}-");
        told.ShouldNotContain("forged");
    }
}
