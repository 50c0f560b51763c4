using System.Net;
using System.Net.Http.Json;
using CamStream.Encoder.Feeds;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Telemetry;
using CamStream.Frames.Encoders;

namespace CamStream.Encoder.Draining;

public class DrainTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Encoder_without_a_camera_stops_at_once()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        await app.TellToStop();
    }

    [Fact]
    public async Task Encoder_that_drains_says_so_and_serves_and_is_fed_on_until_its_feed_ends()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var (feed, feeding) = await app.FedAsync();
        (await app.ReportAsync()).Draining.ShouldBeFalse();

        var drained = app.TellToStop();
        (await app.ReportAsync()).Draining.ShouldBeTrue();
        app.Time.Advance(TimeSpan.FromMilliseconds(100)); // captured at the time of the first, it would be late
        await feed.SendAsync(FrameEndpointTests.Jpeg);
        await app.Time.AdvanceUntilAsync(() => app.Count(EncoderMetrics.Delivered) == 2);
        (await app.Client.GetAsync("/hls/porch/live.m3u8", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        drained.IsCompleted.ShouldBeFalse();

        feed.End();
        (await feeding).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await app.Time.AdvanceUntilAsync(() => drained.IsCompleted);
    }

    [Fact]
    public async Task Nobody_who_could_give_its_cameras_to_others_is_waited_for_for_two_seconds()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var (_, feeding) = await app.FedAsync();
        var told = app.Time.GetUtcNow();
        var drained = app.TellToStop();
        await app.Time.AdvanceUntilAsync(() => drained.IsCompleted);
        (app.Time.GetUtcNow() - told).ShouldBeGreaterThanOrEqualTo(Drain.Silence);
        await Should.ThrowAsync<HttpRequestException>(feeding);
    }

    [Fact]
    public async Task Who_asks_and_does_nothing_is_not_waited_for_for_ever()
    {
        await using var app = await EncoderApp.StartAsync(real: false, drainSeconds: 10);
        var (_, feeding) = await app.FedAsync();
        var told = app.Time.GetUtcNow();
        var drained = app.TellToStop();
        while (!drained.IsCompleted)
        {
            (await app.ReportAsync()).Draining.ShouldBeTrue();
            app.Time.Advance(TimeSpan.FromMilliseconds(200));
        }
        (app.Time.GetUtcNow() - told).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<HttpRequestException>(feeding);
    }

    [Fact]
    public async Task Camera_that_another_encoder_has_is_kept_for_its_viewers_for_two_segments()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var (feed, feeding) = await app.FedAsync();
        await app.Time.AdvanceUntilAsync(() => app.Count(EncoderMetrics.Delivered) == 1);
        var drained = app.TellToStop();
        var released = (
            await (await app.PostAsync("/cameras/porch/release")).Content.ReadFromJsonAsync(
                EncoderJson.Default.ReleasedCamera,
                Cancellation
            )
        )!;
        released.Starts.ShouldBeGreaterThan(app.Time.GetUtcNow());
        app.Live("porch").Current.Grid.MsnAt(Timeline.MediaTime.FromUtc(released.Starts)).ShouldBe(released.Msn);
        feed.End();
        await feeding;

        await app.Time.AdvanceUntilAsync(() => drained.IsCompleted);
        app.Time.GetUtcNow().ShouldBeGreaterThanOrEqualTo(released.Starts + TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task What_is_asked_of_a_camera_that_is_not_there_is_not_found()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        (await app.PostAsync("/cameras/porch/release")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.PostAsync("/cameras/porch/takeover?msn=1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.PostAsync("/cameras/No/written?run=r&last=1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
