using System.Diagnostics;

namespace CamStream.Source;

/// <summary>A source file of the repository.</summary>
/// <param name="Path">The path from the repository's root, with <c>/</c>.</param>
internal sealed record SourceFile(string Path)
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> _all = new(Read);

    /// <summary>All tracked files, and all new ones that git does not ignore.</summary>
    public static IReadOnlyList<SourceFile> All => _all.Value;

    public string[] Lines => File.ReadAllLines(Repository.File(Path));

    public bool Is(params string[] endings) => endings.Any(ending => Path.EndsWith(ending, StringComparison.Ordinal));

    private static List<SourceFile> Read()
    {
        string[] arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
        return [.. files.Where(file => File.Exists(Repository.File(file))).Select(file => new SourceFile(file))];
    }
}
