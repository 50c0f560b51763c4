using System.Globalization;
using System.Runtime.InteropServices;

namespace CamStream.Bench.Processes;

/// <summary>
/// Processor time with a fine resolution: a camera uses only a few clock ticks in ten seconds.
/// </summary>
internal static partial class ProcTime
{
    // proc_pid_stat(5): user and system time of ended children that were waited for, in clock
    // ticks.
    private const int ChildrenUser = 16,
        ChildrenSystem = 17;

    /// <summary>
    /// The processor time of a process in nanoseconds: of all its threads, including ended ones
    /// (clock_getcpuclockid(3)).
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static TimeSpan Of(int process) =>
        GetClock(process, out var clock) == 0 && GetTime(clock, out var used) == 0
            ? TimeSpan.FromSeconds(used.Seconds) + TimeSpan.FromTicks(used.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : throw new InvalidOperationException($"Process {process} ended while it was measured.");

    /// <summary>The processor time of this process's ended children.</summary>
    public static TimeSpan OfEndedChildren()
    {
        var line = File.ReadAllText("/proc/self/stat");
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Field(ChildrenUser) + Field(ChildrenSystem)) / (double)ProcStat.TicksPerSecond);

        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
    }

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetClock(int process, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Timespec time);

    /// <summary>struct timespec of a 64-bit Linux.</summary>
    private readonly record struct Timespec(long Seconds, long Nanoseconds);
}
