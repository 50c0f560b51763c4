using System.Diagnostics;
using System.Globalization;
using CamStream.Encoder.FFmpeg;
using CamStream.Encoder.Pipeline;
using CamStream.Encoder.Telemetry;
using CamStream.Frames;

namespace CamStream.Encoder.Feeds;

/// <summary>Real HTTP, real ffmpeg on both sides.</summary>
public class RealFeedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ffmpeg_mpjpeg_feeds_a_camera_and_ffprobe_reads_the_stream()
    {
        await using var app = await EncoderApp.StartAsync(real: true);
        using var source = Process.Start(
            "ffmpeg",
            "-nostdin -loglevel error -re -f lavfi -i testsrc2=r=15:s=320x240 -t 120 "
                + $"-c:v mjpeg -f mpjpeg {app.Url}/cameras/porch/frames"
        );
        try
        {
            await app.PublishedAsync("porch", 35); // more than two segments
            var live = app.Live("porch").Current;
            var whole = live.Segments.First(s => s.IsClosed && !s.IsGap);
            var init = await app.Client.GetByteArrayAsync($"/hls/porch/init-{whole.Init.Hash}.mp4", Cancellation);
            var segment = await app.Client.GetByteArrayAsync(
                string.Create(CultureInfo.InvariantCulture, $"/hls/porch/{whole.Msn}.m4s"),
                Cancellation
            );
            var (output, error) = await Tool.RunAsync(
                "ffprobe",
                "-v warning -count_frames -show_entries stream=width,height,nb_read_frames -of csv=p=0 -f mp4 pipe:0",
                [.. init, .. segment]
            );
            error.ShouldBeEmpty();
            output.Trim().ShouldStartWith("320,240,");
            app.Count(EncoderMetrics.Delivered).ShouldBeGreaterThan(0);
        }
        finally
        {
            source.Kill();
            await source.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Picture_that_changes_size_is_a_discontinuity()
    {
        await using var app = await EncoderApp.StartAsync(real: true);
        var small = await TestPictures.MakeAsync(320, 240, 1);
        var large = await TestPictures.MakeAsync(640, 480, 1);
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        var changed = false;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(66));
        while (!changed && await timer.WaitForNextTickAsync(Cancellation))
        {
            var has =
                app.Registry.TryGet(CameraId.Parse("porch"), out var live)
                && live.Current.Segments.Any(s => s.Parts.Length > 0);
            await feed.SendAsync(has ? large[0] : small[0]);
            changed = has && live!.Current.Segments.Any(s => s.Discontinuity);
        }
        app.Live("porch").Current.Segments.First(s => s.Discontinuity).Init.Width.ShouldBe(640);
        feed.End();
        await answer;
    }

    [Fact]
    public async Task Undecodable_whole_jpeg_is_counted_and_disturbs_nothing()
    {
        await using var app = await EncoderApp.StartAsync(real: true);
        var good = await TestPictures.MakeAsync(320, 240, 1);
        // Structurally whole and of the same size, but without Huffman tables.
        var bad = Convert.FromHexString(
            "FFD8" + "FFC0000B0800F00140" + "01011100" + "FFDA0008010100003F00" + "0102" + "FFD9"
        );
        var feed = new FeedStream();
        var answer = app.FeedAsync("porch", feed);
        await feed.SendAsync(good[0]);
        await app.PublishedAsync("porch", 1);
        await feed.SendAsync(bad);
        await TimeTravel.UntilAsync(() => app.Count(DropReason.Undecodable) == 1);
        var before = app.Count(EncoderMetrics.Delivered);
        await feed.SendAsync(good[0]);
        await TimeTravel.UntilAsync(() => app.Count(EncoderMetrics.Delivered) > before);
        feed.End();
        await answer;
    }
}
