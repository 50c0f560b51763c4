using System.Net;

namespace CamStream.Encoder.Hls;

/// <summary>Requests that wait for a part or a playlist (RFC 8216bis §6.2.5.2).</summary>
public class BlockingRequestTests
{
    private const long S = Made.Slot;
    private static readonly CancellationToken _cancelled = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blocked_playlist_comes_with_its_part_and_may_be_cached()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        var request = app.GetAsync($"live.m3u8?_HLS_msn={S + 1}&_HLS_part=1");
        await app.WaitingAsync(1);
        app.Stream.Add(S + 1, 1);
        request.IsCompleted.ShouldBeFalse();
        app.Stream.Add(S + 1, 2, from: 1);
        using var response = await request;
        await HlsAnswer.ShouldBeAsync(response, 200, "application/vnd.apple.mpegurl", "public, max-age=12, immutable");
        (await response.Content.ReadAsStringAsync(_cancelled)).ShouldBe(app.Stream.Playlist());
        app.Stream.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_thousand_blocked_viewers_are_released_together()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        var requests = Enumerable
            .Range(0, 1000)
            .Select(_ => app.GetAsync($"live.m3u8?_HLS_msn={S + 1}&_HLS_part=0"))
            .ToList();
        await app.WaitingAsync(1000);
        using var refused = await app.GetAsync($"live.m3u8?_HLS_msn={S + 1}");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        app.Stream.Add(S + 1, 1);
        foreach (var response in await Task.WhenAll(requests))
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        app.Stream.Waiting.ShouldBe(0);
    }

    [Theory]
    [InlineData("live.m3u8?_HLS_msn=900000001")]
    [InlineData("900000001.0.m4s")]
    public async Task Blocked_for_three_target_durations_is_503(string path)
    {
        await using var app = await HlsApp.WithSegmentAsync();
        var request = app.GetAsync(path);
        await app.WaitingAsync(1);
        while (!request.IsCompleted)
        {
            app.Time.Advance(TimeSpan.FromSeconds(6));
            await Task.Yield();
        }
        using var response = await request;
        await HlsAnswer.ShouldBeAsync(response, 503, "application/problem+json", "no-store");
        app.Stream.Waiting.ShouldBe(0);
    }

    [Theory]
    [InlineData("live.m3u8?_HLS_msn=900000001")]
    [InlineData("900000001.0.m4s")]
    public async Task A_viewer_that_leaves_is_no_waiter_any_more(string path)
    {
        await using var app = await HlsApp.WithSegmentAsync();
        using var leaving = new CancellationTokenSource();
        var request = app.Client.GetAsync(new Uri($"/hls/cam/{path}", UriKind.Relative), leaving.Token);
        await app.WaitingAsync(1);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(request);
        await app.WaitingAsync(0);
    }

    [Fact]
    public async Task The_end_of_a_stream_is_404_for_waiting_and_new_requests()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        var playlist = app.GetAsync($"live.m3u8?_HLS_msn={S + 1}");
        var part = app.GetAsync($"{S + 1}.0.m4s");
        await app.WaitingAsync(2);
        app.Stream.End();
        (await playlist).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await part).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.GetAsync($"{S}.m4s")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.GetAsync("index.m3u8")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        app.Forget();
        (await app.GetAsync("live.m3u8")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Playlists_wait_for_the_first_part_of_a_camera()
    {
        await using var app = await HlsApp.StartAsync();
        var index = app.GetAsync("index.m3u8");
        var live = app.GetAsync("live.m3u8");
        await app.WaitingAsync(2);
        app.Stream.Session(Made.Small).Add(S, 1);
        (await index).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await live).Content.ReadAsStringAsync(_cancelled)).ShouldBe(app.Stream.Playlist());
    }

    [Fact]
    public async Task Hinted_part_is_held_until_it_is_whole()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        var request = app.GetAsync($"{S + 1}.0.m4s");
        await app.WaitingAsync(1);
        request.IsCompleted.ShouldBeFalse();
        app.Stream.Add(S + 1, 1);
        (await (await request).Content.ReadAsStringAsync(_cancelled)).ShouldBe($"[{S + 1}.0]");
    }

    [Fact]
    public async Task Hinted_part_that_does_not_come_is_404()
    {
        await using var app = await HlsApp.WithSegmentAsync();
        var request = app.GetAsync($"{S + 1}.0.m4s");
        await app.WaitingAsync(1);
        app.Stream.Add(S + 3, 1);
        (await request).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
