namespace CamStream.Bench.Processes;

/// <summary>What the processes of one kind did between two moments.</summary>
/// <param name="Kind">See <see cref="RunningProcess.Kind"/>.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Processor">Processor time of all, as a share of one core.</param>
/// <param name="Resident">Bytes in memory at the end, of all.</param>
/// <param name="Proportional">The same with shared memory counted once.</param>
internal sealed record ProcessorUse(string Kind, int Count, double Processor, long Resident, long Proportional)
{
    /// <exception cref="InvalidOperationException">
    /// A process ended in between: what it used is not known, and it should not have.
    /// </exception>
    public static IReadOnlyList<ProcessorUse> Between(
        IReadOnlyList<RunningProcess> before,
        IReadOnlyList<RunningProcess> after,
        TimeSpan elapsed
    )
    {
        var ticks = before.ToDictionary(process => process.Id, process => process.Stat.Ticks);
        var gone = before.ExceptBy(after.Select(process => process.Id), process => process.Id).ToArray();
        if (gone.Length > 0)
        {
            throw new InvalidOperationException(
                $"Ended while they were measured: {string.Join(", ", gone.Select(process => $"{process.Resource} ({process.Stat.Command})"))}."
            );
        }
        return
        [
            .. after
                .GroupBy(process => process.Kind)
                .OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => new ProcessorUse(
                    kind.Key,
                    kind.Count(),
                    kind.Sum(process => process.Stat.Ticks - ticks.GetValueOrDefault(process.Id))
                        / (double)ProcStat.TicksPerSecond
                        / elapsed.TotalSeconds,
                    kind.Sum(process => process.Memory.Resident),
                    kind.Sum(process => process.Memory.Proportional)
                )),
        ];
    }
}
