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
    public async Task Draining_encoder_says_so_and_serves_and_accepts_frames_until_its_feed_ends()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var (feed, feeding) = await app.FedAsync();
        (await app.ReportAsync()).Draining.ShouldBeFalse();

        var drained = app.TellToStop();
        (await app.ReportAsync()).Draining.ShouldBeTrue();
        app.Time.Advance(TimeSpan.FromMilliseconds(100)); // a frame captured at the same time would be late
        await feed.SendAsync(FrameEndpointTests.Jpeg);
        await app.Time.AdvanceUntilAsync(() => app.Count(EncoderMetrics.Delivered) == 2);
        (await app.Client.GetAsync("/hls/porch/live.m3u8", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        drained.IsCompleted.ShouldBeFalse();

        feed.End();
        (await feeding).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await app.Time.AdvanceUntilAsync(() => drained.IsCompleted);
    }

    [Fact]
    public async Task Drain_ends_when_Ingest_has_not_asked_for_two_seconds()
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
    public async Task Drain_ends_at_its_limit_when_Ingest_asks_and_moves_nothing()
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
    public async Task Camera_that_another_encoder_has_is_kept_for_two_segments_for_its_viewers()
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
    public async Task Requests_for_an_unknown_camera_get_404()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        (await app.PostAsync("/cameras/porch/release")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.PostAsync("/cameras/porch/takeover?msn=1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.PostAsync("/cameras/No/written?run=r&last=1")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
