using System.Text;
using Microsoft.AspNetCore.Http;

namespace CamStream.Gateway.Proxy;

public class IngestTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ingest_is_reached_under_api()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Ingest.Answer = context => Origin.Text(context, 200, "application/json", "no-store", """{"cameras":[]}""");

        (await gateway.Client.GetStringAsync("/api/cameras", Stop)).ShouldBe("""{"cameras":[]}""");

        gateway.Ingest.Requests.ShouldBe(["GET /cameras"]);
    }

    [Fact]
    public async Task Settings_reach_ingest_as_they_were_sent()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var received = "";
        gateway.Ingest.Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            received = await reader.ReadToEndAsync(Stop);
        };

        using var settings = new StringContent("""{"fps":5}""", Encoding.UTF8, "application/json");
        (await gateway.Client.PutAsync("/api/cameras/door/settings", settings, Stop)).EnsureSuccessStatusCode();

        gateway.Ingest.Requests.ShouldBe(["PUT /cameras/door/settings"]);
        received.ShouldBe("""{"fps":5}""");
    }

    [Fact]
    public async Task An_event_arrives_before_the_next_is_sent()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var next = new SemaphoreSlim(0);
        gateway.Ingest.Answer = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var i = 0; i < 3; i++)
            {
                await context.Response.WriteAsync($"data: {i}\n\n", Stop);
                await context.Response.Body.FlushAsync(Stop);
                await next.WaitAsync(Stop);
            }
        };

        using var response = await gateway.Client.GetAsync("/api/cameras/events", HttpCompletionOption.ResponseHeadersRead, Stop);
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        for (var i = 0; i < 3; i++)
        {
            (await events.ReadLineAsync(Stop)).ShouldBe($"data: {i}");
            (await events.ReadLineAsync(Stop)).ShouldBe("");
            next.Release();
        }
    }
}
