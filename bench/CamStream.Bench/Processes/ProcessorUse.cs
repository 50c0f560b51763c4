namespace CamStream.Bench.Processes;

/// <summary>What the processes of one kind used between two moments.</summary>
/// <param name="Kind">See <see cref="RunningProcess.Kind"/>.</param>
/// <param name="Count">The number of processes.</param>
/// <param name="Processor">Their processor time, as a share of one core.</param>
/// <param name="Resident">Their resident memory at the end, in bytes.</param>
/// <param name="Proportional">The same, with shared memory counted once.</param>
internal sealed record ProcessorUse(string Kind, int Count, double Processor, long Resident, long Proportional)
{
    /// <exception cref="InvalidOperationException">
    /// A process ended in between, so its use is unknown. It should not have ended.
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
                "Ended while they were measured: "
                    + string.Join(", ", gone.Select(process => $"{process.Resource} ({process.Stat.Command})"))
                    + "."
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
