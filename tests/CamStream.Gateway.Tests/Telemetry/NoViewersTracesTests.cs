using System.Diagnostics;
using CamStream.Testing;

namespace CamStream.Gateway.Telemetry;

public class NoViewersTracesTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_viewer_says_of_a_trace_is_passed_over()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var told = "";
        gateway.Ingest.Answer = context =>
        {
            told = $"{context.Request.Headers.TraceParent} {context.Request.Headers.TraceState} {context.Request.Headers.Baggage}";
            return Task.CompletedTask;
        };
        using var spans = new RecordedSpans("Microsoft.AspNetCore");
        var path = $"/api/cameras/{Guid.NewGuid():N}";
        var forged = ActivityTraceId.CreateRandom();
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { { "traceparent", $"00-{forged}-{ActivitySpanId.CreateRandom()}-01" }, { "tracestate", "forged=1" }, { "baggage", "forged=1" } },
        };

        (await gateway.Client.SendAsync(request, _stop)).EnsureSuccessStatusCode();

        var span = await spans.EndedAsync(span => Equals(span.GetTagItem("url.path"), path), _stop);
        span.ParentId.ShouldBeNull();
        span.Baggage.ShouldBeEmpty();
        told.ShouldStartWith($"00-{span.TraceId}-");
        told.ShouldNotContain("forged");
    }
}
