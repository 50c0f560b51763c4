using System.Globalization;

namespace CamStream.Bench.Processes;

/// <summary>Two values of <c>/proc/PID/smaps_rollup</c>.</summary>
/// <param name="Resident">Resident memory in bytes.</param>
/// <param name="Proportional">
/// The same, but memory shared by n processes counts as an n-th, so the values can be summed.
/// </param>
internal readonly record struct ProcMemory(long Resident, long Proportional)
{
    public static ProcMemory Parse(IEnumerable<string> lines)
    {
        var values = lines
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is [_, _, "kB"])
            .ToLookup(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture) * 1024);
        return new ProcMemory(values["Rss:"].Sum(), values["Pss:"].Sum());
    }
}
