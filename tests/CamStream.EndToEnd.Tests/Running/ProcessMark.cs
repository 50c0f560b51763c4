using System.Diagnostics;
using System.Globalization;

namespace CamStream.EndToEnd.Running;

/// <summary>Finds all processes that a program starts, directly or indirectly.</summary>
internal sealed class ProcessMark
{
    private const string Variable = "CAMSTREAM_TEST_RUN";

    private readonly string _value = Guid.NewGuid().ToString("N");

    public void AddTo(ProcessStartInfo start) => start.Environment[Variable] = _value;

    /// <summary>The marked processes: id and command line.</summary>
    public IReadOnlyList<(int Id, string Command)> Find() =>
        [.. MarkedProcesses.Find(Variable, _value).Select(process => (process.Id, CommandOf(process.Id)))];

    /// <summary>Kills the processes that a failed test would leave behind.</summary>
    public void KillAll()
    {
        foreach (var (id, _) in Find())
        {
            using var kill = Process.Start("kill", ["-KILL", id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }

    private static string CommandOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "(it has ended)";
        }
    }
}
