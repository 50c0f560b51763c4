using CamStream.Testing;

namespace CamStream.Bench.Processes;

/// <summary>Finds the processes of the measured system, and no others.</summary>
internal sealed class ProcessMark
{
    public const string Variable = "CAMSTREAM_BENCH";

    private readonly string _run = Guid.NewGuid().ToString("N");

    /// <summary>The environment variable's value for a resource.</summary>
    public string For(string resource) => $"{_run}:{resource}";

    /// <summary>The processes that run now.</summary>
    public IReadOnlyList<RunningProcess> Find() =>
        [
            .. MarkedProcesses
                .Find(Variable, $"{_run}:")
                .Select(process => Read(process.Id, process.Value[(_run.Length + 1)..]))
                .OfType<RunningProcess>(),
        ];

    private static RunningProcess? Read(int id, string resource)
    {
        var folder = $"/proc/{id}";
        try
        {
            var stat = ProcStat.Parse(File.ReadAllText(Path.Combine(folder, "stat")));
            var memory = ProcMemory.Parse(File.ReadLines(Path.Combine(folder, "smaps_rollup")));
            return new RunningProcess(id, resource, stat, memory);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // ended, or of another user
        }
    }
}
