using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CamStream.Gateway.Proxy;

public class IngestTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ingest_answers_under_api()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Ingest.Answer = context =>
            Origin.Text(context, 200, "application/json", "no-store", """{"cameras":[]}""");

        (await gateway.Client.GetStringAsync("/api/cameras", _stop)).ShouldBe("""{"cameras":[]}""");

        gateway.Ingest.Requests.ShouldBe(["GET /cameras"]);
    }

    [Fact]
    public async Task A_camera_is_deleted_at_ingest()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Ingest.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };

        using var answer = await gateway.Client.DeleteAsync("/api/cameras/front-door", _stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        gateway.Ingest.Requests.ShouldBe(["DELETE /cameras/front-door"]);
    }

    [Theory]
    [InlineData("/api/metrics")]
    [InlineData("/api/health")]
    [InlineData("/api/cameras/../metrics")]
    [InlineData("/api/cameras/%2e%2e/metrics")]
    [InlineData("/api")]
    public async Task No_other_path_of_Ingest_is_reached(string path)
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var answer = await gateway.Client.GetAsync(path, _stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        gateway.Ingest.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_reach_Ingest_unchanged()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var received = "";
        gateway.Ingest.Answer = async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            received = await reader.ReadToEndAsync(_stop);
        };

        using var settings = new StringContent("""{"fps":5}""", Encoding.UTF8, "application/json");
        (await gateway.Client.PutAsync("/api/cameras/door/settings", settings, _stop)).EnsureSuccessStatusCode();

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
                await context.Response.WriteAsync($"data: {i}\n\n", _stop);
                await context.Response.Body.FlushAsync(_stop);
                await next.WaitAsync(_stop);
            }
        };

        using var response = await gateway.Client.GetAsync(
            "/api/cameras/events",
            HttpCompletionOption.ResponseHeadersRead,
            _stop
        );
        using var events = new StreamReader(await response.Content.ReadAsStreamAsync(_stop));
        for (var i = 0; i < 3; i++)
        {
            (await events.ReadLineAsync(_stop)).ShouldBe($"data: {i}");
            (await events.ReadLineAsync(_stop)).ShouldBe("");
            next.Release();
        }
    }
}
