namespace CamStream.AppHost.Demo;

/// <summary>A short moving picture, drawn by ffmpeg at the first run and kept: no video is part of the repository.</summary>
/// <param name="path">Where it is, or will be.</param>
/// <param name="drawing">The resource that draws it; null when it is there.</param>
internal sealed class DemoVideo(string path, IResourceBuilder<ExecutableResource>? drawing)
{
    public void Play(IResourceBuilder<ProjectResource> camera)
    {
        camera.WithEnvironment("Edge__File", path);
        if (drawing is not null)
        {
            camera.WaitForCompletion(drawing);
        }
    }
}
