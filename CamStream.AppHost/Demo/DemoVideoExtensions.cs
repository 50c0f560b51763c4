namespace CamStream.AppHost.Demo;

internal static class DemoVideoExtensions
{
    private const string Picture = "gradients=size=640x480:rate=15:duration=6:speed=0.05:nb_colors=5:seed=7";

    public static DemoVideo AddDemoVideo(this IDistributedApplicationBuilder builder)
    {
        var folder = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "artifacts", "demo"));
        var path = Path.Combine(folder, "gradients.mkv");
        if (File.Exists(path))
        {
            return new DemoVideo(path, drawing: null);
        }

        Directory.CreateDirectory(folder);
        return new DemoVideo(path, builder.AddExecutable(
            "demo-video", "ffmpeg", folder, "-hide_banner", "-loglevel", "warning", "-nostdin", "-y", "-f", "lavfi", "-i", Picture, "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", path));
    }
}
