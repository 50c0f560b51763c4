namespace CamStream.Frames.Clock;

public class CameraClockTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private readonly CameraClock _clock = new();
    private DateTimeOffset _now = _start;

    [Theory]
    [InlineData(-50)]
    [InlineData(0)]
    [InlineData(250)]
    public void A_clock_whose_frames_come_within_the_trusted_delay_is_not_corrected(int delayMilliseconds)
    {
        var captured = _now - TimeSpan.FromMilliseconds(delayMilliseconds);
        Correct(captured).ShouldBe(captured);
        _clock.Correction.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(-51)]
    [InlineData(251)]
    [InlineData(-3_600_000)]
    [InlineData(3_600_000)]
    public void A_wrong_clock_is_corrected_so_that_its_quickest_frame_has_no_delay(int delayMilliseconds)
    {
        var delay = TimeSpan.FromMilliseconds(delayMilliseconds);
        Correct(_now - delay).ShouldBe(_now);
        _clock.Correction.ShouldBe(delay);
        _now += TimeSpan.FromSeconds(1);
        Correct(_now - delay - TimeSpan.FromMilliseconds(80)).ShouldBe(_now - TimeSpan.FromMilliseconds(80));
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2099)]
    [InlineData(9999)]
    public void A_clock_in_another_century_is_corrected_too(int year) =>
        Correct(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBe(_now);

    [Fact]
    public void Slow_frames_among_quick_ones_change_nothing()
    {
        for (var i = 0; i < 100; i++)
        {
            var captured = _now - TimeSpan.FromMilliseconds(i % 10 == 0 ? 20 : 900);
            Correct(captured).ShouldBe(captured);
            _now += TimeSpan.FromMilliseconds(100);
        }
    }

    [Fact]
    public void A_clock_that_drifts_is_corrected_when_its_quick_frames_are_half_a_minute_old()
    {
        Correct(_now);
        _now += TimeSpan.FromSeconds(20);
        Correct(_now - TimeSpan.FromSeconds(1)).ShouldBe(_now - TimeSpan.FromSeconds(1));
        _now += TimeSpan.FromSeconds(31);
        Correct(_now - TimeSpan.FromSeconds(1)).ShouldBe(_now);
        _clock.Correction.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_single_leap_is_refused()
    {
        Correct(_now);
        _clock.TryCorrect(DateTimeOffset.UnixEpoch, _now, out _).ShouldBeFalse();
        _clock.TryCorrect(_now.AddYears(70), _now, out _).ShouldBeFalse();
        Correct(_now.AddMilliseconds(33)).ShouldBe(_now.AddMilliseconds(33));
    }

    [Fact]
    public void A_clock_that_was_set_is_followed_after_five_frames_that_agree()
    {
        Correct(_now);
        var behind = TimeSpan.FromDays(365);
        for (var i = 1; i < CameraClock.FramesThatConfirmALeap; i++)
        {
            _now += TimeSpan.FromMilliseconds(66);
            _clock.TryCorrect(_now - behind, _now, out _).ShouldBeFalse();
        }
        _now += TimeSpan.FromMilliseconds(66);
        Correct(_now - behind).ShouldBe(_now);
        _clock.Correction.ShouldBe(behind);
    }

    /// <summary>
    /// This process or the broker was suspended. The frames that waited come at once, each one
    /// late, and then new frames come in time.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(3600)] // a clock that is wrong
    [InlineData(-3600)]
    public void Frames_that_waited_are_late_and_do_not_change_the_correction(int behindSeconds)
    {
        var behind = TimeSpan.FromSeconds(behindSeconds);
        for (var i = 0; i < 30; i++, _now += TimeSpan.FromMilliseconds(66))
            Correct(_now - behind).ShouldBe(_now);
        var stopped = _now;
        _now += TimeSpan.FromSeconds(9);
        for (var captured = stopped; captured < _now; captured += TimeSpan.FromMilliseconds(66))
            Correct(captured - behind).ShouldBe(captured);
        for (var i = 0; i < 30; i++, _now += TimeSpan.FromMilliseconds(66))
            Correct(_now - behind).ShouldBe(_now);
        (_clock.Correction, _clock.Jumps).ShouldBe((behind, 0));
    }

    [Theory]
    [InlineData(0, true)] // two of one time, as of a clock that counts milliseconds
    [InlineData(-0.9, true)] // out of order
    [InlineData(-1, false)]
    public void A_frame_that_waited_may_be_captured_shortly_before_the_newest(double seconds, bool isTaken)
    {
        Correct(_now);
        var captured = _now.AddSeconds(seconds);
        _now += TimeSpan.FromSeconds(9);
        _clock.TryCorrect(captured, _now, out _).ShouldBe(isTaken);
    }

    /// <summary>
    /// The clock of a camera without a battery continues from where it was when it was switched
    /// off.
    /// </summary>
    [Fact]
    public void A_clock_that_stood_still_is_followed_when_its_frames_stay_late()
    {
        Correct(_now);
        var behind = TimeSpan.FromSeconds(20);
        _now += behind;
        var until = _now + CameraClock.Held;
        for (; _now < until; _now += TimeSpan.FromMilliseconds(66))
            Correct(_now.AddMilliseconds(66) - behind).ShouldBe(_now.AddMilliseconds(66) - behind);
        Correct(_now.AddMilliseconds(66) - behind).ShouldBe(_now);
        _clock.Jumps.ShouldBe(1);
    }

    [Fact]
    public void Different_leaps_confirm_nothing()
    {
        Correct(_now);
        for (var i = 0; i < 50; i++)
        {
            _clock.TryCorrect(_now.AddDays(i % 2 == 0 ? 10 + i : -10 - i), _now, out _).ShouldBeFalse();
        }
        _clock.Correction.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_clock_that_was_set_is_counted_once()
    {
        Correct(_now);
        for (var i = 1; i < CameraClock.FramesThatConfirmALeap; i++)
            _clock.TryCorrect(_now.AddDays(-1), _now, out _).ShouldBeFalse();
        _clock.Jumps.ShouldBe(0);
        for (var i = 0; i < 10; i++)
            Correct(_now.AddDays(-1));
        _clock.Jumps.ShouldBe(1);
        for (var i = 0; i < 10; i++)
            Correct(_now.AddDays(-1).AddSeconds(2));
        _clock.Jumps.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3600)] // a clock that is wrong
    public void Congestion_for_minutes_does_not_change_the_correction(int behindSeconds)
    {
        for (var second = 0; second < 180; second++)
        {
            Correct(_now.AddSeconds(-behindSeconds - (second is > 30 and < 120 ? 2.5 : 0.02)));
            _now += TimeSpan.FromSeconds(1);
        }
        _clock.Jumps.ShouldBe(0);
    }

    private DateTimeOffset Correct(DateTimeOffset captured)
    {
        _clock.TryCorrect(captured, _now, out var corrected).ShouldBeTrue();
        return corrected;
    }
}
