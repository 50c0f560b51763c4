using System.Net;
using CamStream.Encoder.Feeds;
using CamStream.Encoder.Pipeline;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Encoder.Cameras;

public class CameraRegistryTests
{
    private static readonly CameraId _porch = CameraId.Parse("porch");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Camera_is_kept_until_three_seconds_after_its_last_feed()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        await feed.SendAsync(FrameEndpointTests.Jpeg);
        await app.ShownAsync("porch");
        var still = await app.Client.GetAsync("/hls/porch/latest.jpg", Cancellation);
        (await still.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(FrameEndpointTests.Jpeg);
        still.Headers.CacheControl!.NoStore.ShouldBeTrue();
        still.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
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
        var first = app.Registry.Open(_porch).ShouldNotBeNull();
        var pipeline = app.Pipeline("porch");
        first.Dispose();
        app.Time.Advance(TimeSpan.FromSeconds(2));
        using var second = app.Registry.Open(_porch);
        app.Time.Advance(TimeSpan.FromSeconds(60));
        app.Pipeline("porch").ShouldBeSameAs(pipeline);
    }

    [Fact]
    public async Task Next_frame_replaces_a_pipeline_that_failed()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        using var feed = app.Registry.Open(_porch).ShouldNotBeNull();
        var failed = app.Pipeline("porch");
        var now = app.Time.GetUtcNow();
        feed.Add(Frame(1, now));
        feed.Add(Frame(2, now - CameraPipeline.ClockSetBack - TimeSpan.FromSeconds(1)));
        await TimeTravel.UntilAsync(() => failed.HasEnded);

        feed.Add(Frame(3, now));
        app.Pipeline("porch").ShouldNotBeSameAs(failed);
        await app.ShownAsync("porch");
        app.Live("porch").Current.HasEnded.ShouldBeFalse();
    }

    [Fact]
    public async Task Frame_of_a_feed_that_outlives_its_camera_is_dropped_and_counted()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        using var feed = app.Registry.Open(_porch).ShouldNotBeNull();
        app.Registry.Stop();
        using var frame = Frame(1, app.Time.GetUtcNow());
        feed.Add(frame);
        app.Count(DropReason.EncoderStopped).ShouldBe(1);
        Should.Throw<ObjectDisposedException>(() => frame.Jpeg);
        app.Registry.Open(_porch).ShouldBeNull();
    }

    [Fact]
    public async Task Frames_that_never_arrived_are_counted_after_their_camera_has_ended_too()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        using var feed = app.Registry.Open(_porch).ShouldNotBeNull();
        feed.Take(new FeedPlace("run", 1));
        app.Handover.Settle(_porch, new FeedPlace("run", 3)).ShouldBeFalse("a feed is open");
        app.Registry.Stop();
        app.Handover.Settle(_porch, new FeedPlace("run", 3)).ShouldBeTrue();
        app.Count(DropReason.Feed).ShouldBe(2);
    }

    [Fact]
    public async Task Feeds_that_come_and_go_while_frames_arrive_leave_one_camera_and_lose_no_frame()
    {
        await using var app = await EncoderApp.StartAsync(real: false, options => options.LingerMilliseconds = 0);
        const int Feeds = 8,
            Frames = 200;
        await Task.WhenAll(
            Enumerable
                .Range(0, Feeds)
                .Select(number =>
                    Task.Run(
                        () =>
                        {
                            for (var i = 0; i < Frames; i++)
                            {
                                using var feed = app.Registry.Open(_porch).ShouldNotBeNull();
                                feed.Add(Frame(number * Frames + i, app.Time.GetUtcNow()));
                            }
                        },
                        Cancellation
                    )
                )
        );
        app.Registry.IsFed.ShouldBeFalse();
        await app.Time.AdvanceUntilAsync(() => app.Registry.Count == 0 && app.Ended == Feeds * Frames);
    }

    private static Frame Frame(long sequence, DateTimeOffset arrived)
    {
        var frame = Frames.Frame.Copy(_porch, new FrameHeader("boot", sequence, arrived), FrameEndpointTests.Jpeg);
        (frame.Arrived, frame.Picture) = (arrived, new PictureSize(16, 16));
        return frame;
    }
}
