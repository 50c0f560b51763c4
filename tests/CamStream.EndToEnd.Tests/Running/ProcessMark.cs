using System.Diagnostics;
using System.Globalization;

namespace CamStream.EndToEnd.Running;

/// <summary>
/// A variable in the environment of a process, which all that it starts inherit, however deep.
/// </summary>
internal sealed class ProcessMark
{
    private const string Variable = "CAMSTREAM_TEST_RUN";

    private readonly string _value = Guid.NewGuid().ToString("N");

    public void AddTo(ProcessStartInfo start) => start.Environment[Variable] = _value;

    /// <summary>The processes with the mark: id and command line.</summary>
    public IReadOnlyList<(int Id, string Command)> Find()
    {
        var marked = new List<(int, string)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            try
            {
                var environment = File.ReadAllText($"{folder}/environ");
                if (!environment.Contains($"{Variable}={_value}", StringComparison.Ordinal))
                    continue;
                marked.Add((id, File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ')));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at, or is somebody else's.
            }
        }
        return marked;
    }

    /// <summary>Kills what a failed test would leave behind.</summary>
    public void KillAll()
    {
        foreach (var (id, _) in Find())
        {
            using var kill = Process.Start("kill", ["-KILL", id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }
}
