using System.Globalization;

namespace CamStream.Bench.Processes;

/// <summary>Two values of <c>/proc/PID/stat</c> (proc(5)).</summary>
/// <param name="Command">The program's name, at most 15 characters.</param>
/// <param name="Ticks">Processor time in user and system mode, in clock ticks.</param>
internal readonly record struct ProcStat(string Command, long Ticks)
{
    /// <summary>Clock ticks in a second: USER_HZ, 100 on every Linux that .NET runs on.</summary>
    public const int TicksPerSecond = 100;

    /// <summary>
    /// Parses <c>pid (command) state …</c>. The command may contain spaces and brackets, so the
    /// last bracket ends it.
    /// </summary>
    public static ProcStat Parse(string line)
    {
        var (open, close) = (line.IndexOf('('), line.LastIndexOf(')'));
        // Field 3 and the following come after the command; utime is 14, stime 15.
        var fields = line[(close + 2)..].Split(' ');
        return new ProcStat(line[(open + 1)..close], Field(14) + Field(15));

        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
    }
}
