using Microsoft.Extensions.Time.Testing;

namespace CamStream.Edge.Sources;

public sealed class PacerTests
{
    [Fact]
    public async Task Frames_are_due_at_an_even_pace_and_missed_ones_are_skipped()
    {
        var time = new FakeTimeProvider();
        var pacer = new Pacer(10, time);
        var start = time.GetUtcNow();

        async Task<double> NextAsync(double busyMilliseconds = 0)
        {
            time.Advance(TimeSpan.FromMilliseconds(busyMilliseconds));
            var next = pacer.NextAsync(TestContext.Current.CancellationToken);
            while (!next.IsCompleted)
                time.Advance(TimeSpan.FromMilliseconds(1));
            await next;
            return (time.GetUtcNow() - start).TotalMilliseconds;
        }

        (await NextAsync()).ShouldBe(0);
        (await NextAsync(30)).ShouldBe(100);
        (await NextAsync(99)).ShouldBe(200);
        (await NextAsync(350)).ShouldBe(550); // 300 and 400 are skipped, 500 is late
        (await NextAsync()).ShouldBe(600);
    }

    [Theory]
    [InlineData(0.25, 0, 25)]
    [InlineData(0.25, 40, 125)]
    [InlineData(0, 1, 100)]
    [InlineData(1, 40, 100)]
    public async Task Frames_are_due_at_a_phase_of_the_clock(double phase, double started, double first)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddHours(3).AddMilliseconds(started));
        var pacer = new Pacer(10, time, phase);
        for (var frame = 0; frame < 3; frame++)
        {
            var next = pacer.NextAsync(TestContext.Current.CancellationToken);
            while (!next.IsCompleted)
                time.Advance(TimeSpan.FromMilliseconds(1));
            await next;
            (time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddHours(3)).TotalMilliseconds.ShouldBe(
                first + 100 * frame,
                tolerance: 1.01
            );
        }
    }

    [Fact]
    public async Task It_ends_when_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        var pacer = new Pacer(10, new FakeTimeProvider());
        await pacer.NextAsync(cancelled.Token);

        var next = pacer.NextAsync(cancelled.Token);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }
}
