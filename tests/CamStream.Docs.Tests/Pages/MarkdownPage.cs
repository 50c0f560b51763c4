using System.Text.RegularExpressions;

namespace CamStream.Docs.Pages;

/// <summary>A Markdown file of the repository.</summary>
/// <param name="Name">Its path, relative to the repository.</param>
/// <param name="Lines">Its lines.</param>
internal sealed partial record MarkdownPage(string Name, IReadOnlyList<string> Lines)
{
    private static readonly string[] _notOurs = ["artifacts", "node_modules", "bin", "obj"];

    public static IReadOnlyList<MarkdownPage> All { get; } = [.. Find(new DirectoryInfo(Repository.Root)).OrderBy(page => page.Name, StringComparer.Ordinal)];

    /// <summary>Lines of text, with their numbers from 1: no code, no tables.</summary>
    public IEnumerable<(int Number, string Text)> Prose() =>
        Outside().Where(line => !line.Text.StartsWith("    ", StringComparison.Ordinal) && !line.Text.TrimStart().StartsWith('|'));

    /// <summary>The targets of links and images, with the numbers of their lines.</summary>
    public IEnumerable<(int Number, string Target)> Links() =>
        from line in Outside()
        from Match link in Link().Matches(InlineCode().Replace(line.Text, ""))
        select (line.Number, link.Groups[1].Value);

    /// <summary>The names by which links reach its headings, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors() => Outside().Select(line => Heading().Match(line.Text)).Where(heading => heading.Success)
        .Select(heading => NotInAnchors().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>A line without the targets of its links, which cannot be wrapped.</summary>
    public static string WithoutTargets(string line) => Link().Replace(line, "]");

    // Outside fenced code.
    private IEnumerable<(int Number, string Text)> Outside()
    {
        var isCode = false;
        for (var i = 0; i < Lines.Count; i++)
        {
            var isFence = Lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (isFence) isCode = !isCode;
            else if (!isCode) yield return (i + 1, Lines[i]);
        }
    }

    private static IEnumerable<MarkdownPage> Find(DirectoryInfo folder) => folder.EnumerateFiles("*.md")
        .Select(file => new MarkdownPage(Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'), File.ReadAllLines(file.FullName)))
        .Concat(folder.EnumerateDirectories().Where(inner => inner.Name[0] != '.' && !_notOurs.Contains(inner.Name)).SelectMany(Find));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\-_ ]")]
    private static partial Regex NotInAnchors();
}
