using System.Net;

namespace CamStream.Gateway.Proxy;

public class CorsTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Players_on_any_site_may_read_streams()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context => Origin.Playlist(context);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/hls/door/live.m3u8");
        asked.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await gateway.Client.SendAsync(asked, _stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Fact]
    public async Task A_preflight_for_a_stream_is_answered_without_an_encoder()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        using var asked = new HttpRequestMessage(HttpMethod.Options, "/hls/door/1.m4s");
        asked.Headers.Add("Origin", "https://elsewhere.example");
        asked.Headers.Add("Access-Control-Request-Method", "GET");
        asked.Headers.Add("Access-Control-Request-Headers", "range");
        using var answer = await gateway.Client.SendAsync(asked, _stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["range"]);
        gateway.Encoders[0].Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_API_is_for_our_own_page()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/cameras");
        asked.Headers.Add("Origin", "https://elsewhere.example");
        using var answer = await gateway.Client.SendAsync(asked, _stop);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("PUT", "/api/cameras/door/settings")]
    [InlineData("DELETE", "/api/cameras/door")]
    public async Task A_page_of_another_site_may_not_change_anything(string method, string path)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
        preflight.Headers.Add("Origin", "https://elsewhere.example");
        preflight.Headers.Add("Access-Control-Request-Method", method);
        using var answer = await gateway.Client.SendAsync(preflight, _stop);
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        answer.Headers.Contains("Access-Control-Allow-Methods").ShouldBeFalse();
    }
}
