namespace CamStream.Docs;

/// <summary>The files that people wrote: nothing that is built, installed or hidden.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] _made = ["artifacts", "node_modules", "bin", "obj"];

    /// <summary>Their paths, relative to the repository, with slashes.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Find(new DirectoryInfo(Repository.Root))
        .Select(file => Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)];

    private static IEnumerable<FileInfo> Find(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(IsWritten).SelectMany(Find));

    private static bool IsWritten(DirectoryInfo folder) => folder.Name[0] != '.' && !_made.Contains(folder.Name);
}
