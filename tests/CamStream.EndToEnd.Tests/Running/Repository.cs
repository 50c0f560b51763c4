using System.Reflection;

namespace CamStream.EndToEnd.Running;

/// <summary>Where the sources are, and what the build made of them.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "RepositoryRoot")
            .Value!;

    /// <summary>The folder with a program, built with these tests, beside them.</summary>
    public static string Output(string project)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name);
    }
}
