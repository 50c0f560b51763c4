using System.Net;

namespace CamStream.Gateway.Hls;

public class ResponseHeaderTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_still_has_its_capture_time()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context =>
        {
            context.Response.Headers["X-Captured"] = "1795338000000000";
            context.Response.Headers.LastModified = "Sun, 22 Nov 2026 09:00:00 GMT";
            return Origin.Text(context, 200, "image/jpeg", "no-store", "jpeg");
        };

        using var response = await gateway.Client.GetAsync("/hls/door/latest.jpg", _stop);

        response.Headers.GetValues("X-Captured").ShouldBe(["1795338000000000"]);
        response.Content.Headers.LastModified.ShouldBe(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Retry_after_reaches_the_viewer()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context =>
        {
            context.Response.Headers.RetryAfter = "3";
            return Origin.Text(context, 503, "application/problem+json", "no-store", "{}");
        };

        using var response = await gateway.Client.GetAsync("/hls/door/live.m3u8", _stop);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(3));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Other_headers_of_the_encoder_stay_behind()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context =>
        {
            context.Response.Headers.SetCookie = "a=b";
            context.Response.Headers["X-CamStream-Frame"] = "nonsense";
            return Origin.Part(context);
        };

        using var response = await gateway.Client.GetAsync("/hls/door/7.1.m4s", _stop);

        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        response.Headers.Contains("X-CamStream-Frame").ShouldBeFalse();
    }

    [Fact]
    public async Task Scripts_of_other_sites_may_read_the_headers()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context => Origin.Text(context, 200, "image/jpeg", "no-store", "jpeg");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hls/door/latest.jpg");
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var response = await gateway.Client.SendAsync(request, _stop);

        response.Headers.GetValues("Access-Control-Expose-Headers").ShouldBe(["*"]);
    }
}
