namespace CamStream.Encoder.Timeline;

public class MediaTimeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)] // 100 ns
    [InlineData(111, 0)]
    [InlineData(112, 1)] // a tick is 11.1 µs
    [InlineData(10_000, 90)] // 1 ms
    [InlineData(10_000_000, 90_000)] // 1 s
    public void Utc_is_rounded_down_to_a_tick(long hundredNanoseconds, long ticks) =>
        MediaTime.FromUtc(DateTimeOffset.UnixEpoch.AddTicks(hundredNanoseconds)).ShouldBe(new MediaTime(ticks));

    [Fact]
    public void Every_tick_comes_back_from_utc_within_100_ns()
    {
        var start = MediaTime.FromUtc(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
        for (var tick = 0; tick < 1_000; tick++)
        {
            var time = start + new MediaTime(tick);
            var exact = DateTimeOffset.UnixEpoch.AddTicks((long)((Int128)time.Ticks * 10_000_000 / 90_000));
            (time.ToUtc() - exact).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromTicks(1));
        }
    }

    [Fact]
    public void Lengths_are_measured_in_each_unit()
    {
        MediaTime.FromSeconds(2).ShouldBe(new MediaTime(180_000));
        MediaTime.FromMilliseconds(1_500).ShouldBe(new MediaTime(135_000));
        MediaTime.FromTimeSpan(TimeSpan.FromMilliseconds(0.5)).ShouldBe(new MediaTime(45));
        new MediaTime(179).Milliseconds.ShouldBe(1);
        new MediaTime(179).WholeMilliseconds.ShouldBe(MediaTime.Millisecond);
        new MediaTime(6_000).PerSecond.ShouldBe(15);
        new MediaTime(12_000).ToTimeSpan().ShouldBe(TimeSpan.FromTicks(1_333_333));
    }

    [Fact]
    public void Times_add_and_divide_and_compare_as_their_ticks_do()
    {
        var (one, two) = (new MediaTime(100), new MediaTime(250));
        (one + two, two - one, -one).ShouldBe((new MediaTime(350), new MediaTime(150), new MediaTime(-100)));
        (one * 3, two / 2L, two / one, two % one).ShouldBe((new(300), new(125), 2L, new MediaTime(50)));
        (one < two).ShouldBeTrue();
        (two > one).ShouldBeTrue();
        (two <= one).ShouldBeFalse();
        (one >= two).ShouldBeFalse();
        (MediaTime.Min(one, two), MediaTime.Max(one, two)).ShouldBe((one, two));
        one.ToString().ShouldBe("100");
    }
}
