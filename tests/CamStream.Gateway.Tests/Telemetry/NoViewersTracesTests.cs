using System.Diagnostics;
using CamStream.Testing;
using CamStream.Testing.Otlp;

namespace CamStream.Gateway.Telemetry;

public class NoViewersTracesTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_trace_context_of_a_viewer_is_ignored()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var gateway = await GatewayFixture.StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        );
        var told = "";
        gateway.Ingest.Answer = context =>
        {
            var headers = context.Request.Headers;
            told = $"{headers.TraceParent} {headers.TraceState} {headers.Baggage}";
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

        // It exports the last spans, and does not wait for that.
        await gateway.DisposeAsync();
        await receiver.UntilAsync(_ => Exported().Any(), _stop);

        var exported = Exported().ShouldHaveSingleItem();
        exported.ParentId.ShouldBeEmpty();
        spans.Ended.Single(span => span.SpanId.ToHexString() == exported.SpanId).Baggage.ShouldBeEmpty();
        told.ShouldStartWith($"00-{exported.TraceId}-");
        told.ShouldNotContain("forged");

        IEnumerable<OtlpSpan> Exported() =>
            receiver.Spans.Where(span => Equals(span.Attributes.GetValueOrDefault("url.path"), path));
    }
}
