using System.Diagnostics;
using System.Globalization;

namespace CamStream.EndToEnd.Running;

/// <summary>A variable in the environment of a process, which all that it starts inherit, however deep.</summary>
internal sealed class ProcessMark
{
    private const string Variable = "CAMSTREAM_TEST_RUN";

    private readonly string _value = Guid.NewGuid().ToString("N");

    public void AddTo(ProcessStartInfo start) => start.Environment[Variable] = _value;

    /// <summary>The processes with the mark, id and command line, but for those that only wait to be reaped.</summary>
    public IReadOnlyList<(int Id, string Command)> Find()
    {
        var marked = new List<(int, string)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                if (File.ReadAllText($"{folder}/environ").Contains($"{Variable}={_value}", StringComparison.Ordinal))
                {
                    marked.Add((int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ')));
                }
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
