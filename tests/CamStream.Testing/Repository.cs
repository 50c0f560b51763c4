using System.Reflection;

namespace CamStream.Testing;

/// <summary>Where the sources are, and what the build made of them.</summary>
public static class Repository
{
    // …/bin/CamStream.Some.Tests/debug
    private static readonly DirectoryInfo _own = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The folder of the sources.</summary>
    public static string Root { get; } =
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot")
            .Value!;

    /// <summary>
    /// The configuration that the running program was built in: <c>debug</c> or <c>release</c>.
    /// </summary>
    public static string Configuration => _own.Name;

    /// <summary>The folder of a program that was built with the running one.</summary>
    public static string Output(string project) => Path.Combine(_own.Parent!.Parent!.FullName, project, Configuration);

    /// <summary>A program that was built with the running one, for <c>dotnet</c> to run.</summary>
    public static string Program(string project) => Path.Combine(Output(project), $"{project}.dll");

    /// <summary>A file of the sources.</summary>
    public static string File(params string[] path) => Path.Combine([Root, .. path]);
}
