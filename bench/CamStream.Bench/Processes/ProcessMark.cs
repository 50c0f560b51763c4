using System.Globalization;
using System.Text;

namespace CamStream.Bench.Processes;

/// <summary>
/// A variable in the environment of every process of the measured system, which children inherit:
/// so all are found, whoever starts them, and no other.
/// </summary>
internal sealed class ProcessMark
{
    public const string Variable = "CAMSTREAM_BENCH";

    private readonly string _run = Guid.NewGuid().ToString("N");

    /// <summary>The variable's value for a resource.</summary>
    public string For(string resource) => $"{_run}:{resource}";

    /// <summary>The processes there are now.</summary>
    public IReadOnlyList<RunningProcess> Find() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(folder =>
                    int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                        ? Read(id, folder)
                        : null
                )
                .OfType<RunningProcess>(),
        ];

    private RunningProcess? Read(int id, string folder)
    {
        try
        {
            var start = $"{Variable}={_run}:";
            var environment = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "environ"))).Split('\0');
            if (
                environment.FirstOrDefault(variable => variable.StartsWith(start, StringComparison.Ordinal))
                is not { } mark
            )
                return null;
            var stat = ProcStat.Parse(File.ReadAllText(Path.Combine(folder, "stat")));
            var memory = ProcMemory.Parse(File.ReadLines(Path.Combine(folder, "smaps_rollup")));
            return new RunningProcess(id, mark[start.Length..], stat, memory);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null; // ended meanwhile, or another user's
        }
    }
}
