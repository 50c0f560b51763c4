namespace CamStream.Docs.Pages;

/// <summary>What holds for every Markdown file.</summary>
public sealed class PagesTests
{
    private const int Width = 100;

    [Fact]
    public void Relative_links_lead_to_files_and_headings_that_exist() =>
        (from page in MarkdownPage.All
         from link in page.Links()
         where !link.Target.Contains("://", StringComparison.Ordinal) && !Exists(page, link.Target)
         select $"{page.Name}:{link.Number} {link.Target}").ShouldBeEmpty();

    [Fact]
    public void Text_is_no_wider_than_a_hundred_columns() =>
        (from page in MarkdownPage.All
         from line in page.Prose()
         where MarkdownPage.WithoutTargets(line.Text).Length > Width
         select $"{page.Name}:{line.Number}").ShouldBeEmpty();

    private static bool Exists(MarkdownPage page, string target)
    {
        var (path, anchor) = target.Split('#') is [var before, var after] ? (before, after) : (target, "");
        var full = path.Length == 0 ? Repository.Path(page.Name) : Path.GetFullPath(Path.Combine(Repository.Path(page.Name), "..", path));
        if (!File.Exists(full) && !Directory.Exists(full)) return false;
        if (anchor.Length == 0) return true;
        return MarkdownPage.All.FirstOrDefault(other => Repository.Path(other.Name) == full)?.Anchors().Contains(anchor) ?? false;
    }
}
