using System.Globalization;

namespace CamStream.Bench.Processes;

/// <summary>What of <c>/proc/PID/smaps_rollup</c> is wanted.</summary>
/// <param name="Resident">Bytes in memory.</param>
/// <param name="Proportional">
/// The same, with memory that n processes share counted as an n-th: what sums up.
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
