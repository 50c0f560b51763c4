using Microsoft.Extensions.Time.Testing;

namespace CamStream.Edge.Supervision;

public sealed class SystemdServiceTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_hanging_loop_stops_the_signs_of_life_until_it_continues()
    {
        var (time, systemd) = (new FakeTimeProvider(), new Notifications());
        var pulses = new Pulses(time);
        using var service = new SystemdService(systemd, pulses, _interval, time, systemd);
        pulses.Publishing.Within(TimeSpan.FromSeconds(10)); // plus the grace time of half a minute

        await service.StartAsync(TestContext.Current.CancellationToken);
        (await systemd.NextAsync()).ShouldBe("WATCHDOG=1");
        (await AfterAsync(_interval)).ShouldBe("WATCHDOG=1");
        (await AfterAsync(_interval)).ShouldBe("WATCHDOG=1");
        (await AfterAsync(_interval)).ShouldBe("No sign of life for systemd: publishing hangs");

        pulses.Publishing.Rest();
        (await AfterAsync(_interval)).ShouldBe("WATCHDOG=1");
        (await AfterAsync(_interval)).ShouldBe("WATCHDOG=1");

        async Task<string> AfterAsync(TimeSpan wait)
        {
            time.Advance(wait);
            return await systemd.NextAsync();
        }
    }
}
