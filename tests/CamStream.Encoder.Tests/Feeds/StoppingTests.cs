using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Timeline;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// What happens when a drain is over, here at once. The clock stands still: the first picture's
/// part is never whole. Whatever lingered or waited for its limit would stay until the server
/// breaks connections off.
/// </summary>
public class StoppingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_who_wait_learn_that_the_camera_is_gone()
    {
        await using var app = await EncoderApp.StartAsync(real: false, drainSeconds: 0);
        await app.FedAsync();
        var viewers = await WaitingAsync(app);
        await app.TellToStop();
        foreach (var viewer in viewers)
            (await viewer).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("live.m3u8")]
    [InlineData("live.m3u8?_HLS_msn=897669000")]
    [InlineData("index.m3u8")]
    [InlineData("latest.jpg")]
    public async Task Viewers_who_come_later_learn_the_same(string file)
    {
        await using var app = await EncoderApp.StartAsync(real: false, drainSeconds: 0);
        await app.FedAsync();
        await app.TellToStop();
        (await app.Client.GetAsync($"/hls/porch/{file}", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task No_new_feed_is_accepted()
    {
        await using var app = await EncoderApp.StartAsync(real: false, drainSeconds: 0);
        await app.TellToStop();
        var feed = new FeedStream();
        feed.End();
        using var answer = await app.FeedAsync("porch", feed);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("detail")
            .GetString()
            .ShouldStartWith("This encoder is stopping");
    }

    [Fact]
    public async Task Sender_with_nothing_to_send_notices_the_end()
    {
        await using var app = await EncoderApp.StartAsync(real: false, drainSeconds: 0);
        var (_, feeding) = await app.FedAsync();
        await app.TellToStop();
        await Should.ThrowAsync<HttpRequestException>(feeding);
    }

    [Fact]
    public async Task Sender_that_only_writes_notices_the_end_with_its_next_frames()
    {
        await using var app = await EncoderApp.StartAsync(real: false, drainSeconds: 0);
        var feed = new FeedStream();
        var feeding = app.Client.PostAsync("/cameras/porch/frames", feed, Cancellation);
        await feed.SendAsync(FrameEndpointTests.Jpeg);
        await app.ShownAsync("porch");
        await app.StopAsync();
        while (!feeding.IsCompleted)
            await Task.WhenAny(feeding, feed.SendAsync(FrameEndpointTests.Jpeg));
        await Should.ThrowAsync<HttpRequestException>(feeding);
    }

    [Fact]
    public async Task Server_stops_after_it_has_answered_all_viewers()
    {
        await using var app = await EncoderApp.StartAsync(real: false, drainSeconds: 0);
        var (_, feeding) = await app.FedAsync();
        var viewers = await WaitingAsync(app);
        await app.StopAsync();
        foreach (var viewer in viewers)
            (await viewer).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Should.ThrowAsync<HttpRequestException>(feeding);
    }

    [Fact]
    public async Task Lingering_camera_ends_at_once()
    {
        await using var app = await EncoderApp.StartAsync(real: false, drainSeconds: 0);
        var (feed, feeding) = await app.FedAsync();
        feed.End();
        (await feeding).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var viewers = await WaitingAsync(app);
        await app.TellToStop();
        foreach (var viewer in viewers)
            (await viewer).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        app.Registry.Count.ShouldBe(0);
    }

    private static async Task<Task<HttpResponseMessage>[]> WaitingAsync(EncoderApp app)
    {
        var grid = app.Live("porch").Current.Grid;
        var next = grid.MsnAt(MediaTime.FromUtc(app.Time.GetUtcNow()));
        await app.PublishedAsync("porch", grid.PartsPerSegment); // the parts before the first picture
        string[] files = [$"{next}.0.m4s", $"live.m3u8?_HLS_msn={next}", $"live.m3u8?_HLS_msn={next}&_HLS_part=1"];
        var viewers = files.Select(file => app.Client.GetAsync($"/hls/porch/{file}", Cancellation)).ToArray();
        await TimeTravel.UntilAsync(() => app.Live("porch").Waiting == viewers.Length);
        return viewers;
    }
}
