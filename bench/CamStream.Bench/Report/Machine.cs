using System.Globalization;
using System.Runtime.InteropServices;

namespace CamStream.Bench.Report;

/// <summary>
/// What the figures were measured on, and whether it was busy with something else.
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
            $"{Environment.ProcessorCount} × {processor}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC, load {Load():0.0}"
        );
    }

    /// <summary>Processes that ran or wanted to, on average over the last minute.</summary>
    private static double Load() =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
}
