using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace CamStream.Gateway.Page;

public partial class PageTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_and_its_assets_are_served()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var page = await gateway.Client.GetAsync("/", _stop);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.Headers.CacheControl!.NoCache.ShouldBeTrue();
        var assets = Asset().Matches(await page.Content.ReadAsStringAsync(_stop)).Select(match => match.Value).ToList();

        assets.Count.ShouldBe(2);
        foreach (var asset in assets)
        {
            using var file = await gateway.Client.GetAsync("/" + asset, _stop);
            file.StatusCode.ShouldBe(HttpStatusCode.OK);
            file.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        }
    }

    [Fact]
    public async Task Media_may_play_from_blobs_and_nothing_loads_from_elsewhere()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var page = await gateway.Client.GetAsync("/", _stop);

        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldStartWith("default-src 'self'; media-src 'self' blob:;");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task The_time_is_milliseconds_since_the_epoch()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var response = await gateway.Client.GetAsync("/time", _stop);

        var time = DateTimeOffset.FromUnixTimeMilliseconds(
            long.Parse(await response.Content.ReadAsStringAsync(_stop), CultureInfo.InvariantCulture)
        );
        time.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [GeneratedRegex("""assets/[\w-]+\.(js|css)""")]
    private static partial Regex Asset();
}
