namespace CamStream.AppHost.Demo;

/// <summary>
/// A short moving picture, drawn by ffmpeg at the first run and kept: no video is part of the
/// repository.
/// </summary>
/// <param name="path">Where it is, or will be.</param>
/// <param name="drawing">The resource that draws it; null when it is there.</param>
internal sealed class DemoVideo(string path, IResourceBuilder<ExecutableResource>? drawing)
{
    private readonly Lock _taking = new();

    /// <summary>
    /// Where it is drawn: a run that was interrupted leaves no half video under the other name.
    /// </summary>
    public static string Unfinished(string path) => Path.ChangeExtension(path, ".new.mkv");

    public void Play(IResourceBuilder<ProjectResource> camera)
    {
        if (drawing is not null)
            camera.WaitForCompletion(drawing);
        camera.WithEnvironment(context => context.EnvironmentVariables["Edge__File"] = Take()); // asked for after that wait
    }

    private string Take()
    {
        lock (_taking)
        {
            if (File.Exists(Unfinished(path)))
                File.Move(Unfinished(path), path, overwrite: true);
        }

        return path;
    }
}
