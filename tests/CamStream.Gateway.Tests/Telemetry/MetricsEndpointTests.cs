using System.Net;

namespace CamStream.Gateway.Telemetry;

public class MetricsEndpointTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_read_no_metrics()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        (await gateway.Client.GetAsync("/metrics", _stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Prometheus_does_where_it_is_let()
    {
        await using var gateway = await GatewayFixture.StartAsync(("Metrics:Enabled", "true"));
        (await gateway.Client.GetStringAsync("/metrics", _stop)).ShouldContain("camstream_gateway_");
    }
}
