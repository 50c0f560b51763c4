namespace CamStream.Edge.Capture;

public sealed class BackoffTests
{
    [Fact]
    public void It_doubles_up_to_the_limit_and_starts_over_when_reset()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), new Random(1));
        foreach (var step in (int[])[1, 2, 4, 8, 10, 10])
        {
            backoff.Next().TotalSeconds.ShouldBeInRange(step / 2.0, step);
        }
        for (var i = 0; i < 1000; i++)
            backoff.Next().TotalSeconds.ShouldBeInRange(5, 10);

        backoff.Reset();

        backoff.Next().TotalSeconds.ShouldBeInRange(0.5, 1);
    }
}
