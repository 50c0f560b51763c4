using CamStream.AppHost.Dashboard;
using CamStream.AppHost.Launch;

namespace CamStream.AppHost.Demo;

internal static class DemoVideoExtensions
{
    private const string Picture = "gradients=size=640x480:rate=15:duration=6:speed=0.05:nb_colors=5:seed=7";

    public static DemoVideo AddDemoVideo(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<CameraGroup> group
    )
    {
        var folder = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "artifacts", "demo"));
        var path = Path.Combine(folder, "gradients.mkv");
        if (File.Exists(path))
            return new DemoVideo(path, drawing: null);

        WritableFolder.Make(folder);
        var drawing = builder.AddExecutable(
            "demo-video",
            "ffmpeg",
            folder,
            "-hide_banner",
            "-loglevel",
            "warning",
            "-nostdin",
            "-y",
            "-f",
            "lavfi",
            "-i",
            Picture,
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-crf",
            "20",
            "-pix_fmt",
            "yuv420p",
            DemoVideo.Unfinished(path)
        );
        return new DemoVideo(
            path,
            drawing
                .ShownAs("Filmstrip", "Draws the video that the file cameras show. It runs once.")
                .WithParentRelationship(group)
                .WithHiddenOnCompletion()
        );
    }
}
