namespace CamStream.Source.Pages;

/// <summary>What holds for every Markdown file.</summary>
public sealed class PagesTests
{
    private const int Width = 100;

    [Fact]
    public void Relative_links_lead_to_files_and_headings_that_exist() =>
        (
            from page in MarkdownPage.All
            from link in page.Links()
            where !link.Target.Contains("://", StringComparison.Ordinal) && !Exists(page, link.Target)
            select $"{page.Name}:{link.Number} {link.Target}"
        ).ShouldBeEmpty();

    [Fact]
    public void Text_is_no_wider_than_a_hundred_columns() =>
        (
            from page in MarkdownPage.All
            from line in page.Prose()
            where MarkdownPage.WithoutTargets(line.Text).Length > Width && !line.Text.StartsWith('#')
            select $"{page.Name}:{line.Number}"
        ).ShouldBeEmpty();

    private static bool Exists(MarkdownPage page, string target)
    {
        var (path, anchor) = target.Split('#') is [var before, var after] ? (before, after) : (target, "");
        var from = Repository.File(page.Name);
        var to = path.Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, path));
        if (!File.Exists(to) && !Directory.Exists(to))
            return false;
        if (anchor.Length == 0)
            return true;
        var reached = MarkdownPage.All.FirstOrDefault(other => Path.GetFullPath(Repository.File(other.Name)) == to);
        return reached is not null && reached.Anchors().Contains(anchor);
    }
}
