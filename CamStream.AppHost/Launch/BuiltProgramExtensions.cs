namespace CamStream.AppHost.Launch;

internal static class BuiltProgramExtensions
{
    /// <summary>
    /// Starts the program that the build made. The orchestrator's own way, <c>dotnet run</c>, keeps
    /// a process of 130 MiB beside each program and takes a second of processor to start it. An IDE
    /// that debugs the AppHost, and <c>dotnet watch</c>, start programs in their own ways.
    /// </summary>
    /// <exception cref="CannotStartException">The program is not built.</exception>
    public static IResourceBuilder<ProjectResource> AsBuilt(this IResourceBuilder<ProjectResource> project)
    {
        var builder = project.ApplicationBuilder;
        if (builder.ExecutionContext.IsPublishMode || builder.Configuration["DOTNET_WATCH"] is not null)
            return project;

        var source = project.Resource.GetProjectMetadata().ProjectPath;
        var program = PathOf(Path.GetFileNameWithoutExtension(source));
        if (!File.Exists(program))
            throw new CannotStartException($"{program} is missing. Build it first: dotnet build CamStream.slnx");
        return project
            // All speak HTTP here. Otherwise the dashboard warns that no development certificate is
            // trusted.
            .WithoutHttpsCertificate()
            .WithAnnotation(
                new ExecutableAnnotation { Command = program, WorkingDirectory = Path.GetDirectoryName(source)! }
            );
    }

    // The build puts every program beside ours: bin/{project}/{configuration}.
    private static string PathOf(string project)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(
            own.Parent!.Parent!.FullName,
            project,
            own.Name,
            OperatingSystem.IsWindows() ? $"{project}.exe" : project
        );
    }
}
