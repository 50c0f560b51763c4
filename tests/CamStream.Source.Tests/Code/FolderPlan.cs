using System.Text.RegularExpressions;

namespace CamStream.Source.Code;

/// <summary>
/// The dependencies among the folders of a project, by the <c>using</c>s of its files.
/// </summary>
internal sealed partial class FolderPlan
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    /// <param name="project">The project's name, which is also its root namespace.</param>
    /// <param name="files">
    /// The project's files: each with its path from the repository's root, and its lines.
    /// </param>
    public FolderPlan(string project, IEnumerable<(string Path, IReadOnlyList<string> Lines)> files)
    {
        var all = files.Select(file => (Folder: FolderOf(file.Path), file.Path, file.Lines)).ToList();
        foreach (var (folder, path, lines) in all)
        {
            // Files in the project's own folder compose the folders.
            if (folder.Length == 0)
                continue;
            foreach (var used in Usings(project, lines))
            {
                if (used != folder && all.Any(file => file.Folder == used))
                    Uses(folder).TryAdd(used, path);
            }
        }
    }

    /// <summary>
    /// The cycles, each as <c>A -> B (file), B -> A (file)</c>, where the file uses the next
    /// folder.
    /// </summary>
    public IEnumerable<string> Circles() =>
        _uses.Keys.Select(start => Way(start, start, [])).OfType<List<string>>().Select(way => string.Join(", ", way));

    private SortedDictionary<string, string> Uses(string folder)
    {
        if (!_uses.TryGetValue(folder, out var uses))
            _uses.Add(folder, uses = new SortedDictionary<string, string>(StringComparer.Ordinal));
        return uses;
    }

    // Depth first: a project has a dozen folders.
    private List<string>? Way(string from, string to, HashSet<string> seen)
    {
        foreach (var (next, file) in _uses.GetValueOrDefault(from) ?? [])
        {
            var step = $"{from} -> {next} ({file})";
            if (next == to)
                return [step];
            if (seen.Add(next) && Way(next, to, seen) is { } rest)
                return [step, .. rest];
        }
        return null;
    }

    // CamStream.Encoder/Hls/MediaPart.cs: Hls. Nested folders belong to their top-level folder.
    private static string FolderOf(string path) => path.Split('/') is [_, var folder, _, ..] ? folder : "";

    private static IEnumerable<string> Usings(string project, IReadOnlyList<string> lines) =>
        from line in lines
        let match = Using().Match(line)
        where match.Success && match.Groups["project"].Value == project
        select match.Groups["folder"].Value;

    [GeneratedRegex(@"^using (static )?(?<project>CamStream\.\w+)\.(?<folder>\w+)[.;]")]
    private static partial Regex Using();
}
