using System.Net;
using System.Net.Http.Headers;
using CamStream.Testing;

namespace CamStream.Gateway.Hls;

public class RangeTests
{
    private const string Part = "/hls/door/7.1.m4s";
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/hls/door/7.1.m4s")]
    [InlineData("/hls/door/7.m4s")]
    [InlineData("/hls/door/init-1f.mp4")]
    public async Task A_range_of_media_is_206(string path)
    {
        await using var gateway = await StartAsync();

        using var response = await GetAsync(gateway, path, "bytes=2-5");

        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        response.Content.Headers.ContentRange!.ToString().ShouldBe("bytes 2-5/10");
        response.Content.Headers.ContentLength.ShouldBe(4);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=60, immutable");
        (await response.Content.ReadAsStringAsync(_stop)).ShouldBe("2345");
    }

    [Fact]
    public async Task Ranges_and_the_whole_are_one_request_to_the_encoder()
    {
        await using var gateway = await StartAsync();

        foreach (var (range, body) in new[] { ("bytes=0-4", "01234"), ("bytes=5-", "56789"), (null, "0123456789") })
        {
            using var response = await GetAsync(gateway, Part, range);
            (await response.Content.ReadAsStringAsync(_stop)).ShouldBe(body);
        }

        gateway.Encoders[0].Requests.ShouldBe(["GET " + Part]);
        gateway.Count("cache").ShouldBe(2);
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=-0")]
    public async Task A_range_outside_of_media_is_416(string range)
    {
        await using var gateway = await StartAsync();

        using var response = await GetAsync(gateway, Part, range);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        response.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */10");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await response.Content.ReadAsByteArrayAsync(_stop)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bytes=0-1,4-5")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=x")]
    [InlineData("bytes=5-2")]
    public async Task Other_ranges_are_ignored(string range)
    {
        await using var gateway = await StartAsync();

        using var response = await GetAsync(gateway, Part, range);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.AcceptRanges.ShouldBe(["bytes"]);
        (await response.Content.ReadAsStringAsync(_stop)).ShouldBe("0123456789");
    }

    // RFC 9110 §14.2: a range is defined for GET only.
    [Fact]
    public async Task Head_ignores_a_range()
    {
        await using var gateway = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, Part)
        {
            Headers = { Range = new RangeHeaderValue(2, 5) },
        };

        using var response = await gateway.Client.SendAsync(request, _stop);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(10);
    }

    // RFC 9110 §13.1.5: if the validator does not match, the range is ignored.
    [Theory]
    [InlineData("\"a\"", HttpStatusCode.PartialContent)]
    [InlineData("\"b\"", HttpStatusCode.OK)]
    [InlineData("Sun, 22 Nov 2026 09:00:00 GMT", HttpStatusCode.OK)]
    public async Task A_range_of_another_version_is_ignored(string ifRange, HttpStatusCode status)
    {
        await using var gateway = await StartAsync();
        gateway.Encoders[0].Answer = context =>
        {
            context.Response.Headers.ETag = "\"a\"";
            return Origin.Part(context, "0123456789");
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, Part)
        {
            Headers = { { "Range", "bytes=2-5" }, { "If-Range", ifRange } },
        };

        using var response = await gateway.Client.SendAsync(request, _stop);

        response.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("/hls/door/live.m3u8", 200)]
    [InlineData("/hls/door/latest.jpg", 200)]
    [InlineData("/hls/door/7.1.m4s", 503)]
    public async Task Only_what_never_changes_has_ranges(string path, int status)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context =>
            path.EndsWith(".m3u8", StringComparison.Ordinal)
                ? Origin.Playlist(context, "0123456789", "public, max-age=12, immutable")
                : Origin.Text(context, status, "image/jpeg", "no-store", "0123456789");

        using var response = await GetAsync(gateway, path, "bytes=2-5");

        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.AcceptRanges.ShouldBeEmpty();
        (await response.Content.ReadAsStringAsync(_stop)).ShouldBe("0123456789");
    }

    [Fact]
    public async Task Ranges_are_counted_by_their_status_and_bytes()
    {
        await using var gateway = await StartAsync();
        using var answers = gateway.Collect<long>("camstream.gateway.answers");
        using var bytes = gateway.Collect<long>("camstream.io");

        foreach (var range in (string[])["bytes=2-5", "bytes=10-"])
            (await GetAsync(gateway, Part, range)).Dispose();
        while (answers.Observe().Sum(answer => answer.Value) < 2)
            await Task.Delay(1, _stop);

        answers
            .Observe()
            .Select(answer => ((int)answer.Tags["http.response.status_code"]!, answer.Value))
            .ShouldBe([(206, 1), (416, 1)], ignoreOrder: true);
        bytes.Observe().ShouldHaveSingleItem().Value.ShouldBe(4);
    }

    private static async Task<GatewayFixture> StartAsync()
    {
        var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context => Origin.Part(context, "0123456789");
        return gateway;
    }

    private static async Task<HttpResponseMessage> GetAsync(GatewayFixture gateway, string path, string? range)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (range is not null)
            request.Headers.TryAddWithoutValidation("Range", range);
        return await gateway.Client.SendAsync(request, _stop);
    }
}
