using CamStream.Bench.Browser;

namespace CamStream.Bench.Latency;

public class PlaybackTests
{
    [Fact]
    public void Latency_is_measured_from_capture_to_screen()
    {
        var playback = Playback.Of([
            Shown(1000, captured: 500),
            Shown(1066, captured: 566),
            Shown(1132, captured: 600),
        ]);

        (playback.Pictures, playback.Unreadable, playback.Freezes).ShouldBe((3, 0, 0));
        (playback.Latency.Median, playback.Latency.Max).ShouldBe((500, 532));
    }

    [Fact]
    public void A_gap_of_more_than_half_a_second_is_a_freeze()
    {
        var playback = Playback.Of([Shown(0), Shown(500), Shown(1001), Shown(1100)]);

        (playback.Freezes, playback.LongestGap).ShouldBe((1, 501));
    }

    [Fact]
    public void A_picture_with_unreadable_squares_still_counts_as_shown()
    {
        var playback = Playback.Of([Shown(0), Shown(400, captured: null), Shown(800)]);

        (playback.Pictures, playback.Unreadable, playback.Freezes).ShouldBe((2, 1, 0));
    }

    [Fact]
    public void Without_pictures_there_is_no_latency()
    {
        var playback = Playback.Of([]);

        playback.Pictures.ShouldBe(0);
        playback.Latency.Median.ShouldBe(double.NaN);
        playback.LongestGap.ShouldBe(double.NaN);
    }

    private static ShownPicture Shown(double at, double? captured = 0) => new("bench-1", captured, at, at);
}
