namespace CamStream.AppHost.Launch;

internal static class BuiltProgramExtensions
{
    /// <summary>
    /// Starts the program that the build made. The orchestrator's default, <c>dotnet run</c>, keeps
    /// another process of 130 MiB for each program and takes a second of processor time to start
    /// it. An IDE that debugs the AppHost, and <c>dotnet watch</c>, start programs their own way.
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
            // All services speak HTTP. Without this the dashboard warns that no development
            // certificate is trusted.
            .WithoutHttpsCertificate()
            .WithAnnotation(
                new ExecutableAnnotation { Command = program, WorkingDirectory = Path.GetDirectoryName(source)! }
            );
    }

    // All programs are built to bin/{project}/{configuration}.
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
