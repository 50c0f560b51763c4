using System.Net;
using System.Text.Json;

namespace CamStream.Encoder.Hls;

public class HlsEndpointsTests
{
    private const long S = Made.Slot;
    private static readonly CancellationToken _cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Playlists_have_their_type_and_allow_players_on_other_sites()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        using var index = await app.GetAsync("index.m3u8");
        await HlsAnswer.ShouldBeAsync(index, 200, "application/vnd.apple.mpegurl", "public, max-age=1");
        (await index.Content.ReadAsStringAsync(_cancelled)).ShouldContain("\nlive.m3u8\n");
        index.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);

        using var live = await app.GetAsync("live.m3u8");
        await HlsAnswer.ShouldBeAsync(live, 200, "application/vnd.apple.mpegurl", "no-cache");
        (await live.Content.ReadAsStringAsync(_cancelled)).ShouldBe(app.Stream.Playlist());
        live.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Fact]
    public async Task Request_for_a_removed_segment_gets_the_newest_playlist_uncached()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        using var response = await app.GetAsync("live.m3u8?_HLS_msn=0&_HLS_part=7");
        await HlsAnswer.ShouldBeAsync(response, 200, "application/vnd.apple.mpegurl", "no-cache");
        (await response.Content.ReadAsStringAsync(_cancelled)).ShouldBe(app.Stream.Playlist());
    }

    [Fact]
    public async Task Delta_update_is_sent_when_asked_for()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        app.Stream.AddSegments(S + 1, 8);
        foreach (var skip in (string[])["YES", "v2"])
        {
            using var response = await app.GetAsync($"live.m3u8?_HLS_skip={skip}");
            var text = await response.Content.ReadAsStringAsync(_cancelled);
            text.ShouldBe(app.Stream.DeltaUpdate());
            text.ShouldContain("#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n");
        }
    }

    [Theory]
    [InlineData("_HLS_part=1", "_HLS_part", "1")]
    [InlineData("_HLS_msn=-1", "_HLS_msn", "-1")]
    [InlineData("_HLS_msn=abc", "_HLS_msn", "abc")]
    [InlineData("_HLS_msn=", "_HLS_msn", "")]
    [InlineData("_HLS_msn=1&_HLS_msn=1", "_HLS_msn", "1,1")]
    [InlineData("_HLS_msn=99999999999999999999999", "_HLS_msn", "99999999999999999999999")]
    [InlineData("_HLS_msn=900000003", "_HLS_msn", "900000003")]
    [InlineData("_HLS_msn=900000002&_HLS_part=3", "_HLS_part", "3")]
    [InlineData("_HLS_skip=maybe", "_HLS_skip", "maybe")]
    public async Task Bad_directives_get_400_naming_parameter_value_and_what_is_allowed(
        string query,
        string name,
        string value
    )
    {
        await using var app = await HlsApp.WithSegmentAsync();
        using var response = await app.GetAsync($"live.m3u8?{query}");
        await HlsAnswer.ShouldBeAsync(response, 400, "application/problem+json", "no-store");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(_cancelled));
        problem.RootElement.GetProperty("parameter").GetString().ShouldBe(name);
        problem.RootElement.GetProperty("value").GetString().ShouldBe(value);
        problem.RootElement.GetProperty("allowed").GetString().ShouldNotBeNullOrEmpty();
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        app.Stream.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_long_value_is_not_echoed_whole()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        using var response = await app.GetAsync($"live.m3u8?_HLS_msn={new string('9', 4000)}");
        (await response.Content.ReadAsStringAsync(_cancelled)).Length.ShouldBeLessThan(700);
    }

    [Fact]
    public async Task Camera_ids_are_checked_and_unknown_cameras_not_found()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        foreach (
            var (camera, status) in (IEnumerable<(string, int)>)
                [("CAM", 400), ("-cam", 400), ("c%2Fm", 400), (new string('a', 64), 400), ("other", 404)]
        )
        {
            foreach (var path in (string[])["index.m3u8", "live.m3u8", "1.m4s"])
            {
                using var response = await app.Client.GetAsync(
                    new Uri($"/hls/{camera}/{path}", UriKind.Relative),
                    _cancelled
                );
                await HlsAnswer.ShouldBeAsync(response, status, "application/problem+json", "no-store");
            }
        }
    }

    [Theory]
    [InlineData("init-aa.mp4", "init of 640x480")]
    [InlineData("900000000.m4s", "[900000000.0][900000000.1][900000000.2][900000000.3]")]
    [InlineData("900000000.2.m4s", "[900000000.2]")]
    public async Task Media_is_sent_whole_and_may_be_cached(string path, string body)
    {
        await using var app = await HlsApp.WithSegmentAsync();
        using var response = await app.GetAsync(path);
        await HlsAnswer.ShouldBeAsync(response, 200, "video/mp4", "public, max-age=28, immutable");
        (await response.Content.ReadAsStringAsync(_cancelled)).ShouldBe(body);
        response.Content.Headers.ContentLength.ShouldBe(body.Length);
        response.Headers.AcceptRanges.ShouldBe(["bytes"]);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
    }

    [Theory]
    [InlineData("init-bb.mp4")]
    [InlineData("899999999.m4s")] // a gap
    [InlineData("900000001.m4s")] // still to come, but not hinted
    [InlineData("900000001.1.m4s")] // after the hinted one
    [InlineData("900000000.4.m4s")]
    [InlineData("0.m4s")]
    [InlineData("-1.m4s")]
    [InlineData("something.else")]
    public async Task Media_that_is_neither_there_nor_hinted_is_404(string path)
    {
        await using var app = await HlsApp.WithSegmentAsync();
        using var response = await app.GetAsync(path);
        await HlsAnswer.ShouldBeAsync(response, 404, "application/problem+json", "no-store");
        app.Stream.Waiting.ShouldBe(0);
    }

    [Theory]
    [InlineData("index.m3u8")]
    [InlineData("live.m3u8")]
    [InlineData("900000000.m4s")]
    [InlineData("900000000.0.m4s")]
    [InlineData("init-aa.mp4")]
    public async Task Head_has_the_headers_of_get_without_a_body_and_options_allows_all_origins(string path)
    {
        await using var app = await HlsApp.WithSegmentAsync();
        using var get = await app.GetAsync(path);
        using var head = await app.SendAsync(HttpMethod.Head, path);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync(_cancelled)).ShouldBeEmpty();

        using var options = await app.SendAsync(HttpMethod.Options, path);
        options.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        options.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        options.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["*"]);
        options.Headers.GetValues("Access-Control-Allow-Methods").ShouldBe(["GET, HEAD, OPTIONS"]);

        using var post = await app.SendAsync(HttpMethod.Post, path);
        post.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }
}
