using System.Reflection;

namespace CamStream.Deploy;

/// <summary>The repository that is tested.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    // …/bin/CamStream.Deploy.Tests/debug
    private static readonly DirectoryInfo _own = new(AppContext.BaseDirectory);

    /// <summary>How the tests are built.</summary>
    public static string Configuration => _own.Name;

    /// <summary>A program of the repository, built as the tests are.</summary>
    public static string Program(string project) =>
        Path.Combine(_own.Parent!.Parent!.FullName, project, Configuration, $"{project}.dll");

    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    private static string Metadata(string key) =>
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == key)
            .Value
        ?? "";
}
