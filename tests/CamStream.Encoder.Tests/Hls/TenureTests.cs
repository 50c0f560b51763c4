using System.Net;

namespace CamStream.Encoder.Hls;

/// <summary>
/// A camera moves between encoders at the start of a segment. Each encoder answers for its own
/// segments, and no segment comes from two.
/// </summary>
public class TenureTests
{
    private const long S = Made.Slot;

    [Fact]
    public async Task Released_stream_answers_for_its_older_segments()
    {
        await using var app = await AtAsync(S);
        app.Stream.Session(Made.Small).Add(S).Add(S + 1, 2);
        app.Time.Advance(TimeSpan.FromSeconds(2.5));
        app.Stream.Release(TimeSpan.FromSeconds(0.5)).ShouldBe(S + 2);
        app.Stream.Release(TimeSpan.FromSeconds(60)).ShouldBe(S + 2);

        await ShouldAnswerAsync(
            app,
            HttpStatusCode.OK,
            "live.m3u8",
            $"{S + 1}.1.m4s",
            $"{S}.m4s",
            $"live.m3u8?_HLS_msn={S + 1}&_HLS_part=1"
        );
        await ShouldAnswerAsync(
            app,
            HttpStatusCode.NotFound,
            $"live.m3u8?_HLS_msn={S + 2}&_HLS_part=0",
            $"live.m3u8?_HLS_msn={S + 2}",
            $"{S + 2}.0.m4s"
        );
    }

    [Fact]
    public async Task Requests_that_wait_for_a_released_segment_end_at_once()
    {
        await using var app = await AtAsync(S);
        app.Stream.Session(Made.Small).Add(S);
        string[] files = [$"live.m3u8?_HLS_msn={S + 1}", $"live.m3u8?_HLS_msn={S + 1}&_HLS_part=0", $"{S + 1}.0.m4s"];
        var waiting = files.Select(app.GetAsync).ToList();
        await app.WaitingAsync(waiting.Count);
        app.Stream.Release(TimeSpan.Zero).ShouldBe(S + 1);
        foreach (var viewer in waiting)
            (await viewer).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Released_stream_keeps_its_media_but_no_playlist_once_the_other_encoder_has_a_part()
    {
        await using var app = await AtAsync(S);
        app.Stream.Session(Made.Small).Add(S);
        app.Stream.Release(TimeSpan.Zero);
        await ShouldAnswerAsync(app, HttpStatusCode.OK, "live.m3u8", "index.m3u8");
        var window = app.Stream.Current.Segments;
        app.Stream.Add(Made.Part(S + 1, 0)).ShouldBeTrue();

        app.Stream.Current.Segments.ShouldBe(window);
        await ShouldAnswerAsync(app, HttpStatusCode.OK, $"{S}.3.m4s", $"{S}.m4s", "init-aa.mp4");
        await ShouldAnswerAsync(
            app,
            HttpStatusCode.NotFound,
            "live.m3u8",
            "index.m3u8",
            $"live.m3u8?_HLS_msn={S}",
            $"{S + 1}.0.m4s"
        );
    }

    [Fact]
    public async Task Segment_with_a_published_part_is_not_released()
    {
        await using var app = await AtAsync(S);
        app.Stream.Session(Made.Small).Add(S).Add(S + 1, 1);
        app.Stream.Release(TimeSpan.Zero).ShouldBe(S + 2);
    }

    [Fact]
    public async Task Stream_that_takes_over_answers_from_its_first_segment_on()
    {
        await using var app = await AtAsync(S);
        app.Stream.StandBy();
        app.Stream.Session(Made.Small).Add(S).Add(S + 1, 2);
        await ShouldAnswerAsync(
            app,
            HttpStatusCode.NotFound,
            "live.m3u8",
            "index.m3u8",
            $"live.m3u8?_HLS_msn={S + 1}",
            $"{S}.m4s"
        );

        app.Stream.TakeOver(S + 2);
        await ShouldAnswerAsync(
            app,
            HttpStatusCode.NotFound,
            "live.m3u8",
            "index.m3u8",
            $"live.m3u8?_HLS_msn={S + 1}&_HLS_part=1",
            $"{S + 1}.0.m4s",
            $"{S}.m4s"
        );
        string[] files = [$"live.m3u8?_HLS_msn={S + 2}&_HLS_part=0", $"{S + 2}.0.m4s"];
        var waiting = files.Select(app.GetAsync).ToList();
        await app.WaitingAsync(waiting.Count);
        app.Stream.Add(S + 1, 4, from: 2).Add(S + 2, 1);
        foreach (var viewer in waiting)
            (await viewer).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldAnswerAsync(
            app,
            HttpStatusCode.OK,
            "live.m3u8",
            "index.m3u8",
            $"live.m3u8?_HLS_msn={S + 1}&_HLS_part=1"
        );
        await ShouldAnswerAsync(app, HttpStatusCode.NotFound, $"{S + 1}.0.m4s");
    }

    private static async Task<HlsApp> AtAsync(long msn)
    {
        var app = await HlsApp.StartAsync();
        app.Time.SetUtcNow(Made.Grid.StartOf(msn).ToUtc());
        return app;
    }

    private static async Task ShouldAnswerAsync(HlsApp app, HttpStatusCode status, params string[] files)
    {
        foreach (var file in files)
            (await app.GetAsync(file)).StatusCode.ShouldBe(status, file);
    }
}
