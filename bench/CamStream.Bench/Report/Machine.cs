using System.Globalization;
using System.Runtime.InteropServices;

namespace CamStream.Bench.Report;

/// <summary>
/// The machine of the measurement, and its load from other work.
/// </summary>
internal static class Machine
{
    public static string Describe(TimeProvider time)
    {
        var processor =
            File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':', 2)[1]
                .Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} × {processor}, {RuntimeInformation.OSDescription}, "
                + $"{RuntimeInformation.FrameworkDescription}, "
                + $"{time.GetUtcNow():yyyy-MM-dd HH:mm} UTC, load {Load():0.0}"
        );
    }

    /// <summary>The mean number of running or runnable processes over the last minute.</summary>
    private static double Load() =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
}
