namespace CamStream.Ingest.Cameras;

public class FrameRateTests
{
    private readonly FrameRate _rate = new();

    [Fact]
    public void Two_frames_make_a_rate_and_more_settle_it()
    {
        _rate.Interval.ShouldBeNull();
        At(0);
        _rate.Interval.ShouldBeNull();
        At(0.1);
        _rate.Interval.ShouldBe(TimeSpan.FromSeconds(0.1));
        for (var frame = 1; frame <= 200; frame++)
            At(0.1 + frame * 0.2);
        _rate.Interval!.Value.TotalSeconds.ShouldBe(0.2, 0.001);
    }

    [Fact]
    public void Duplicate_and_late_frames_change_nothing()
    {
        At(0);
        At(0.5);
        At(0.5);
        At(0);
        At(1);
        _rate.Interval.ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void A_pause_is_not_an_interval()
    {
        At(0);
        At(1);
        At(3600);
        At(3601);
        _rate.Interval.ShouldBe(TimeSpan.FromSeconds(1));
    }

    private void At(double seconds) => _rate.Observe(DateTimeOffset.UnixEpoch.AddSeconds(seconds));
}
