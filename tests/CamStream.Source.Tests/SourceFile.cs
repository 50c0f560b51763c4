using System.Diagnostics;

namespace CamStream.Source;

/// <summary>A file that the repository contains.</summary>
/// <param name="Path">From the root of the repository, with <c>/</c>.</param>
internal sealed record SourceFile(string Path)
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> _all = new(Read);

    /// <summary>Every file that git knows, and every new one that it does not ignore.</summary>
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
