using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CamStream.Edge.Supervision;

/// <summary>
/// How often the service manager expects a sign of life: <c>sd_watchdog_enabled(3)</c>.
/// </summary>
internal static class WatchdogInterval
{
    /// <summary>
    /// Half of the service manager's timeout, as its manual recommends; null if it does not watch
    /// this process.
    /// </summary>
    public static TimeSpan? Read(IConfiguration environment, int processId) =>
        (
            environment["WATCHDOG_PID"] is not { Length: > 0 } expected
            || expected == processId.ToString(CultureInfo.InvariantCulture)
        )
        && long.TryParse(
            environment["WATCHDOG_USEC"],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var microseconds
        )
        && microseconds > 1
            ? TimeSpan.FromMicroseconds(microseconds / 2)
            : null;
}
