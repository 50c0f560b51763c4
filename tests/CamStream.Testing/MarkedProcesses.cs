using System.Globalization;
using System.Text;

namespace CamStream.Testing;

/// <summary>
/// Processes with a variable in their environment. All that a process starts inherits it, however
/// deep, so a test finds everything that it started, and nothing else.
/// </summary>
public static class MarkedProcesses
{
    /// <summary>The processes now whose variable starts with a value.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <param name="start">What its value starts with.</param>
    /// <returns>The id of each, and the whole value.</returns>
    public static IEnumerable<(int Id, string Value)> Find(string variable, string start)
    {
        var marked = $"{variable}={start}";
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            if (
                Environment(folder).FirstOrDefault(one => one.StartsWith(marked, StringComparison.Ordinal)) is { } found
            )
                yield return (id, found[(variable.Length + 1)..]);
        }
    }

    private static string[] Environment(string folder)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "environ"))).Split('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return []; // it has ended, or is another user's
        }
    }
}
