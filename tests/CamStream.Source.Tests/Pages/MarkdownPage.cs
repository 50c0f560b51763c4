using System.Text.RegularExpressions;

namespace CamStream.Source.Pages;

/// <summary>A Markdown file of the repository.</summary>
/// <param name="Name">Its path, relative to the repository.</param>
/// <param name="Lines">Its lines.</param>
internal sealed partial record MarkdownPage(string Name, IReadOnlyList<string> Lines)
{
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [.. SourceFile.All.Where(file => file.Is(".md")).Select(file => new MarkdownPage(file.Path, file.Lines))];

    /// <summary>Lines of text with their numbers, from 1: no code, no tables.</summary>
    public IEnumerable<(int Number, string Text)> Prose() =>
        OutsideOfCode()
            .Where(line =>
                !line.Text.StartsWith("    ", StringComparison.Ordinal) && !line.Text.TrimStart().StartsWith('|')
            );

    /// <summary>The targets of links and images, with the numbers of their lines.</summary>
    public IEnumerable<(int Number, string Target)> Links() =>
        from line in OutsideOfCode()
        from Match link in Target().Matches(InlineCode().Replace(line.Text, ""))
        select (line.Number, link.Groups[1].Value);

    /// <summary>Headings, without their number signs.</summary>
    public IEnumerable<string> Headings() =>
        OutsideOfCode()
            .Select(line => Heading().Match(line.Text))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);

    /// <summary>The names by which links reach the headings, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors() =>
        Headings().Select(heading => NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>A line without the targets of its links, which cannot be wrapped.</summary>
    public static string WithoutTargets(string line) => Target().Replace(line, "]");

    private IEnumerable<(int Number, string Text)> OutsideOfCode()
    {
        var isCode = false;
        for (var i = 0; i < Lines.Count; i++)
        {
            if (Lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            else if (!isCode)
                yield return (i + 1, Lines[i]);
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Target();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\-_ ]")]
    private static partial Regex NotInAnchors();
}
