using System.Globalization;

namespace CamStream.Bench.Processes;

/// <summary>What of <c>/proc/PID/stat</c> is wanted (proc(5)).</summary>
/// <param name="Command">The program's name, at most 15 characters.</param>
/// <param name="Ticks">Processor time in user and system mode, in clock ticks.</param>
internal readonly record struct ProcStat(string Command, long Ticks)
{
    /// <summary>Clock ticks in a second: USER_HZ, 100 on every Linux that .NET runs on.</summary>
    public const int TicksPerSecond = 100;

    /// <summary>
    /// Reads <c>pid (command) state …</c>; the command may have spaces and brackets, so the last
    /// one counts.
    /// </summary>
    public static ProcStat Parse(string line)
    {
        var (open, close) = (line.IndexOf('('), line.LastIndexOf(')'));
        // Behind the command follow field 3 and so on; utime is 14, stime 15.
        var fields = line[(close + 2)..].Split(' ');
        return new ProcStat(line[(open + 1)..close], Field(14) + Field(15));

        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
    }
}
