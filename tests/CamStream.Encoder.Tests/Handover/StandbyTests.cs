using System.Globalization;
using System.Net;
using CamStream.Encoder.Feeds;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Timeline;
using CamStream.Frames;

namespace CamStream.Encoder.Handover;

public class StandbyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Encoder_on_standby_answers_no_viewer_before_the_takeover()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var feeding = app.FeedAsync("porch", feed, "?standby=true");
        var sequence = 0;
        var first = new TimelineOptions().Grid.MsnAt(MediaTime.FromUtc(app.Time.GetUtcNow()));
        while (!(await app.ReportAsync()).Ready.Contains("porch"))
            await SendAsync();
        app.Live("porch").Current.Segments.Count(segment => segment.IsWhole).ShouldBeGreaterThan(0);
        // The other encoder has the older segments.
        app.Live("porch").Current.Segments.First(segment => !segment.IsGap).Msn.ShouldBe(first);
        (await StatusAsync("live.m3u8"), await StatusAsync("index.m3u8")).ShouldBe(
            (HttpStatusCode.NotFound, HttpStatusCode.NotFound)
        );

        var msn = app.Live("porch").Current.Next.Msn + 1;
        (await app.PostAsync($"/cameras/porch/takeover?msn={msn}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync("live.m3u8")).ShouldBe(HttpStatusCode.NotFound);
        while (app.Live("porch").Current.Next.Msn <= msn)
            await SendAsync();
        (
            await StatusAsync("live.m3u8"),
            await StatusAsync($"{msn}.0.m4s"),
            await StatusAsync($"{msn - 1}.0.m4s")
        ).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound));
        app.Frames.GetMeasurementSnapshot().ShouldBeEmpty(); // all frames were copies

        feed.End();
        await feeding;

        async Task SendAsync()
        {
            await feed.SendAsync(
                FrameEndpointTests.Jpeg,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"boot: b\r\nseq: {sequence++}\r\ncaptured: {Now(app)}\r\ncopy: 1\r\n"
                )
            );
            await TimeTravel.UntilAsync(() => app.Registry.TryFind(CameraId.Parse("porch"), out _));
            app.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(1, Cancellation);
        }

        async Task<HttpStatusCode> StatusAsync(string file) =>
            (await app.Client.GetAsync($"/hls/porch/{file}", Cancellation)).StatusCode;
    }

    [Fact]
    public async Task Frames_that_were_written_and_never_arrived_are_counted_once_when_their_feed_is_over()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var feeding = app.FeedAsync("porch", feed);
        await SendAsync(1);
        await SendAsync(2);
        await SendAsync(5);
        await TimeTravel.UntilAsync(() => app.Count(DropReason.Feed) == 2);
        (await app.PostAsync("/cameras/porch/written?run=r&last=7")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        feed.End();
        await feeding;

        (await app.PostAsync("/cameras/porch/written?run=r&last=7")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.PostAsync("/cameras/porch/written?run=r&last=7")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await app.PostAsync("/cameras/porch/written?run=other&last=100")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        app.Count(DropReason.Feed).ShouldBe(4);

        Task SendAsync(int number) =>
            feed.SendAsync(
                FrameEndpointTests.Jpeg,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"boot: b\r\nseq: {number}\r\ncaptured: {Now(app)}\r\nfeed: r {number}\r\n"
                )
            );
    }

    private static long Now(EncoderApp app) => UnixMicroseconds.From(app.Time.GetUtcNow());
}
