namespace CamStream.Encoder.Pipeline;

public class RestartBackoffTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Waits_double_up_to_eight_seconds()
    {
        var backoff = new RestartBackoff();
        var (now, waits) = (_start, new List<double>());
        for (var i = 0; i < 8; i++)
        {
            backoff.Started(now);
            backoff.Failed(now);
            var failed = now;
            while (!backoff.MayStart(now))
                now += TimeSpan.FromMilliseconds(100);
            waits.Add((now - failed).TotalSeconds);
        }
        waits.ShouldBe([0, 0.5, 1, 2, 4, 8, 8, 8]);
    }

    [Fact]
    public void Encoder_that_ran_well_is_restarted_at_once()
    {
        var backoff = new RestartBackoff();
        for (var i = 0; i < 5; i++)
            backoff.Failed(_start);
        backoff.Started(_start + TimeSpan.FromSeconds(10));
        backoff.Failed(_start + TimeSpan.FromSeconds(30));
        backoff.MayStart(_start + TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    [Fact]
    public void Clock_set_back_does_not_delay_the_next_start()
    {
        var backoff = new RestartBackoff();
        for (var i = 0; i < 5; i++)
            backoff.Failed(_start);
        backoff.MayStart(_start - TimeSpan.FromDays(1)).ShouldBeTrue();
    }
}
