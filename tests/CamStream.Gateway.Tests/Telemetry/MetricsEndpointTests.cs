using System.Net;

namespace CamStream.Gateway.Telemetry;

public class MetricsEndpointTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_cannot_read_metrics()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        (await gateway.Client.GetAsync("/metrics", _stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Prometheus_can_where_that_is_enabled()
    {
        await using var gateway = await GatewayFixture.StartAsync(("Metrics:Enabled", "true"));
        (await gateway.Client.GetStringAsync("/metrics", _stop)).ShouldContain("camstream_gateway_");
    }
}
