namespace CamStream.AppHost.Demo;

/// <summary>
/// A short moving picture, which ffmpeg draws on the first run, so that the repository needs no
/// video.
/// </summary>
/// <param name="path">The video's path; it need not exist yet.</param>
/// <param name="drawing">The resource that draws it; null if the file exists.</param>
internal sealed class DemoVideo(string path, IResourceBuilder<ExecutableResource>? drawing)
{
    private readonly Lock _taking = new();

    /// <summary>
    /// The name while it is drawn: an interrupted run leaves no half video under the final name.
    /// </summary>
    public static string Unfinished(string path) => Path.ChangeExtension(path, ".new.mkv");

    public void Play(IResourceBuilder<ProjectResource> camera)
    {
        if (drawing is not null)
            camera.WaitForCompletion(drawing);
        // The variable is read after that wait.
        camera.WithEnvironment(context => context.EnvironmentVariables["Edge__File"] = Take());
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
