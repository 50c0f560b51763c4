using System.Globalization;

namespace CamStream.Bench.Processes;

/// <summary>Processor time to the nanosecond, where clock ticks are too coarse: a camera uses a few of them in ten seconds.</summary>
internal static class ProcTime
{
    // proc_pid_stat(5): user and system time of children that ended and were waited for, in clock ticks.
    private const int ChildrenUser = 16, ChildrenSystem = 17;

    /// <summary>What a process used, by the scheduler's statistics of its threads (<c>/proc/PID/task/TID/schedstat</c>); without threads that ended.</summary>
    public static TimeSpan Of(int process) => TimeSpan.FromTicks(
        Directory.EnumerateDirectories($"/proc/{process}/task").Sum(task => ReadThread(Path.Combine(task, "schedstat"))) / TimeSpan.NanosecondsPerTick);

    /// <summary>What the children of this process used that ended.</summary>
    public static TimeSpan OfEndedChildren()
    {
        var line = File.ReadAllText("/proc/self/stat");
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Field(ChildrenUser) + Field(ChildrenSystem)) / (double)ProcStat.TicksPerSecond);

        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
    }

    /// <summary>The first field of a schedstat: nanoseconds on a processor.</summary>
    public static long Parse(string schedstat) => long.Parse(schedstat.AsSpan(0, schedstat.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    private static long ReadThread(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file));
        }
        catch (IOException)
        {
            return 0; // it ended meanwhile
        }
    }
}
