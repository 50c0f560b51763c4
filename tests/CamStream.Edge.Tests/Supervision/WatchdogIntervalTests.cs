using Microsoft.Extensions.Configuration;

namespace CamStream.Edge.Supervision;

public sealed class WatchdogIntervalTests
{
    [Theory]
    [InlineData("30000000", null, 15.0)]
    [InlineData("30000000", "42", 15.0)]
    [InlineData("30000000", "", 15.0)]
    [InlineData("30000000", "43", null)]
    [InlineData(null, "42", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    public void It_is_half_of_the_timeout_for_this_process(string? microseconds, string? processId, double? seconds)
    {
        var environment = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?> { ["WATCHDOG_USEC"] = microseconds, ["WATCHDOG_PID"] = processId }
            )
            .Build();

        WatchdogInterval.Read(environment, 42).ShouldBe(seconds is { } known ? TimeSpan.FromSeconds(known) : null);
    }
}
