using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Telemetry;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Feeds;

public class FrameEndpointTests
{
    // 16x16, whole from SOI to EOI, with nothing of a picture in it: what the structure check
    // wants, and the scripted encoder takes.
    internal static readonly byte[] Jpeg = Convert.FromHexString(
        "FFD8" + "FFC0000B080010001001011100" + "FFDA0008010100003F00" + "0102" + "FFD9"
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Frames_of_a_feed_become_parts_and_the_feed_ends_with_204()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        await feed.SendAsync(Jpeg);
        await TimeTravel.UntilAsync(() => app.Registry.Count == 1);
        await app.Time.AdvanceUntilAsync(() => app.Count(EncoderMetrics.Delivered) == 1);
        feed.End();
        (await answer).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Sampled_frame_of_a_feed_is_told_of_beside_its_part_with_all_its_times()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var now = UnixMicroseconds.From(app.Time.GetUtcNow());
        var trace = TraceParent.Random();
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        await feed.SendAsync(
            Jpeg,
            string.Create(
                CultureInfo.InvariantCulture,
                $"boot: b\r\nseq: 7\r\ncaptured: {now - 40}\r\ntraceparent: {trace}\r\npublished: {now - 30}\r\nreceived: {now - 20}\r\nforwarded: {now - 10}\r\n"
            )
        );
        await app.ShownAsync("porch"); // the clock stands until then
        await app.Time.AdvanceUntilAsync(() => app.Count(EncoderMetrics.Delivered) == 1);
        var part = app.Live("porch").Current.Segments.SelectMany(s => s.Parts).First(p => p is not null)!;
        using var media = await app.Client.GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"/hls/porch/{part.Msn}.{part.Index}.m4s"),
            Cancellation
        );
        media
            .Headers.GetValues("X-CamStream-Frame")
            .ShouldHaveSingleItem()
            .ShouldStartWith(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{trace};seq=7;captured={now - 40};published={now - 30};received={now - 20};forwarded={now - 10};arrived={now};encoded={now};packaged="
                )
            );
        feed.End();
        await answer;
    }

    [Theory]
    [InlineData("Porch")]
    [InlineData("a.b")]
    [InlineData("-a")]
    [InlineData("a%2Fb")]
    [InlineData("%2B")]
    public async Task Camera_that_is_none_is_refused(string camera)
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var answer = await app.Client.PostAsync($"/cameras/{camera}/frames", new ByteArrayContent([]), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("detail")
            .GetString()!
            .ShouldContain("' is not a camera id: ");
    }

    [Fact]
    public async Task Type_that_is_not_multipart_is_refused()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var answer = await app.Client.PostAsync("/cameras/porch/frames", JsonContent.Create(1), Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        app.Registry.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Broken_framing_is_refused_with_its_reason()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        await feed.SendTextAsync("GET / HTTP/1.1\r\n");
        feed.End();
        var answer = await app.FeedAsync("porch", feed);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("detail")
            .GetString()
            .ShouldStartWith("'GET / HTTP/1.1' where a boundary must be");
    }

    [Fact]
    public async Task Parts_that_are_no_frames_are_counted_and_the_feed_goes_on()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        await feed.SendAsync("hello"u8.ToArray());
        await feed.SendAsync(Jpeg, "Content-Type: text/plain\r\n");
        await feed.SendAsync(Jpeg[..^2]);
        await feed.SendAsync(Jpeg, "Content-Type: image/jpeg\r\nboot: b\r\nseq: -1\r\ncaptured: 1\r\n");
        await feed.SendAsync(Jpeg);
        await app.Time.AdvanceUntilAsync(() => app.Count(EncoderMetrics.Delivered) == 1);
        app.Count(DropReason.Invalid).ShouldBe(4);
        feed.End();
        (await answer).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Flood_of_garbage_is_counted_and_holds_nothing()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        var garbage = new byte[1_000];
        for (var i = 0; i < 10_000; i++)
            await feed.SendAsync(garbage);
        feed.End();
        (await answer).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        app.Count(DropReason.Invalid).ShouldBe(10_000);
        app.Registry.TryGetPipeline(CameraId.Parse("porch"), out var pipeline).ShouldBeTrue();
        pipeline!.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Two_feeds_of_one_camera_are_one_camera_and_copies_are_duplicates()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feeds = new[] { new FeedStream(), new FeedStream() };
        var answers = feeds.Select(f => app.FeedAsync("porch", f)).ToList();
        var captured = (app.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        foreach (var feed in feeds)
            await feed.SendAsync(Jpeg, $"boot: b\r\nseq: 7\r\ncaptured: {captured}\r\n");
        await app.Time.AdvanceUntilAsync(() =>
            app.Count(EncoderMetrics.Delivered) == 1 && app.Count(DropReason.Duplicate) == 1
        );
        app.Registry.Count.ShouldBe(1);
        foreach (var feed in feeds)
            feed.End();
        await Task.WhenAll(answers);
    }

    [Fact]
    public async Task Camera_is_answered_for_until_three_seconds_after_its_last_feed()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        await feed.SendAsync(Jpeg);
        await app.ShownAsync("porch");
        var still = await app.Client.GetAsync("/hls/porch/latest.jpg", Cancellation);
        (await still.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(Jpeg);
        still.Headers.CacheControl!.NoStore.ShouldBeTrue();
        still.Headers.GetValues(MediaHeaders.Captured).Single().ShouldBe("1795338000000000");
        feed.End();
        await answer;
        app.Time.Advance(TimeSpan.FromMilliseconds(2_999));
        (await app.Client.GetAsync("/hls/porch/latest.jpg", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        app.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await app.Client.GetAsync("/hls/porch/latest.jpg", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        app.Registry.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Feed_that_comes_back_in_time_keeps_its_pipeline()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var camera = CameraId.Parse("porch");
        var first = app.Registry.Open(camera).ShouldNotBeNull();
        app.Registry.TryGetPipeline(camera, out var pipeline).ShouldBeTrue();
        first.Dispose();
        app.Time.Advance(TimeSpan.FromSeconds(2));
        using var second = app.Registry.Open(camera);
        app.Time.Advance(TimeSpan.FromSeconds(60));
        app.Registry.TryGetPipeline(camera, out var same).ShouldBeTrue();
        same.ShouldBeSameAs(pipeline);
    }

    [Fact]
    public async Task One_camera_too_many_gets_503()
    {
        await using var app = await EncoderApp.StartAsync(real: false, options => options.MaxCameras = 1);
        using var first = app.Registry.Open(CameraId.Parse("a"));
        var feed = new FeedStream();
        feed.End();
        var answer = await app.FeedAsync("b", feed);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }
}
