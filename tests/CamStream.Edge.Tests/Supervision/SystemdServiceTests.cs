using Microsoft.Extensions.Time.Testing;

namespace CamStream.Edge.Supervision;

public sealed class SystemdServiceTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_loop_that_hangs_is_no_sign_of_life_until_it_moves_again()
    {
        var (time, systemd) = (new FakeTimeProvider(), new Notifications());
        var pulses = new Pulses(time);
        using var service = new SystemdService(systemd, pulses, _interval, time, systemd);
        pulses.Publishing.Within(TimeSpan.FromSeconds(10)); // and half a minute more is not too long

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
