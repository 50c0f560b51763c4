using System.Globalization;
using System.Net;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Telemetry;
using CamStream.Frames;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// Parts with <c>size</c> and <c>correction</c>, as Ingest sends them, and parts without, as all
/// others do.
/// </summary>
public class JudgedFeedTests
{
    private static readonly byte[] _whole = FrameEndpointTests.Jpeg;
    private static readonly byte[] _cut = FrameEndpointTests.Jpeg[..^2];

    [Fact]
    public async Task Part_with_size_and_correction_is_not_judged_again()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        await feed.SendAsync(_cut, Headers(app, sequence: 1) + "size: 16x16\r\ncorrection: 0\r\n");
        await app.Time.AdvanceUntilAsync(() => app.Count(EncoderMetrics.Delivered) == 1);
        app.Count(DropReason.Invalid).ShouldBe(0);
        feed.End();
        (await answer).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("size: 16x16\r\n")]
    [InlineData("correction: 0\r\n")]
    public async Task Part_without_both_is_judged_here(string judgement)
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        await feed.SendAsync(_cut, Headers(app, sequence: 1) + judgement);
        await feed.SendAsync(_whole, Headers(app, sequence: 2));
        await app.Time.AdvanceUntilAsync(() => app.Count(EncoderMetrics.Delivered) == 1);
        app.Count(DropReason.Invalid).ShouldBe(1);
        feed.End();
        (await answer).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("size: large\r\ncorrection: 0\r\n")]
    [InlineData("size: 8x8\r\ncorrection: 0\r\n")]
    [InlineData("size: 16x16\r\ncorrection: soon\r\n")]
    [InlineData("size: 16x16\r\ncorrection: -9223372036854775808\r\n")]
    [InlineData("size: 16x16\r\ncorrection: 9223372036854775807\r\n")]
    public async Task Part_with_a_malformed_judgement_is_refused_and_the_feed_goes_on(string judgement)
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        await feed.SendAsync(_whole, Headers(app, sequence: 1) + judgement);
        await feed.SendAsync(_whole, Headers(app, sequence: 2) + "size: 16x16\r\ncorrection: 0\r\n");
        await app.Time.AdvanceUntilAsync(() => app.Count(EncoderMetrics.Delivered) == 1);
        app.Count(DropReason.Invalid).ShouldBe(1);
        feed.End();
        (await answer).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Capture_time_of_a_judged_frame_is_the_cameras_and_the_correction()
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        var captured = app.Time.GetUtcNow().AddMilliseconds(-20);
        await feed.SendAsync(
            _whole,
            Headers(app, sequence: 1, milliseconds: -20 - 86_400_000) + "size: 16x16\r\ncorrection: 86400000000\r\n"
        );
        await app.ShownAsync("porch");
        var pipeline = app.Pipeline("porch");
        pipeline!.Latest.TryCopy(out _, out _, out var shown).ShouldBeTrue();
        shown.ShouldBe(captured);
        feed.End();
        await answer;
    }

    [Theory]
    [InlineData("size: 16x16\r\ncorrection: 86400000000\r\n", 0)]
    [InlineData("", 1)]
    public async Task Clock_that_leaps_is_the_judges_to_find(string judgement, int refused)
    {
        await using var app = await EncoderApp.StartAsync(real: false);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        var first = judgement.Length == 0 ? "" : "size: 16x16\r\ncorrection: 0\r\n";
        await feed.SendAsync(_whole, Headers(app, sequence: 1) + first);
        await app.ShownAsync("porch");
        await feed.SendAsync(_whole, Headers(app, sequence: 2, milliseconds: 60 - 86_400_000) + judgement);
        await app.Time.AdvanceUntilAsync(() =>
            app.Count(EncoderMetrics.Delivered) + app.Count(DropReason.Invalid) == 2
        );
        app.Count(DropReason.Invalid).ShouldBe(refused);
        feed.End();
        await answer;
    }

    private static string Headers(EncoderApp app, long sequence, double milliseconds = 0)
    {
        var captured = UnixMicroseconds.From(app.Time.GetUtcNow().AddMilliseconds(milliseconds));
        return string.Create(CultureInfo.InvariantCulture, $"boot: b\r\nseq: {sequence}\r\ncaptured: {captured}\r\n");
    }
}
