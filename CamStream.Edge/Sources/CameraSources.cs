using CamStream.Edge.Sources.FFmpeg;
using CamStream.Edge.Sources.Pattern;
using CamStream.Edge.Sources.Rpicam;
using CamStream.Edge.Sources.Stills;
using CamStream.Frames;

namespace CamStream.Edge.Sources;

/// <summary>Makes the source that the options name.</summary>
internal static class CameraSources
{
    public static ICameraSource Create(EdgeOptions options, TimeProvider time) =>
        options.Source switch
        {
            "rpicam" => new RpicamSource(options, time),
            "v4l2" => new V4l2Source(options, time),
            "file" when Directory.Exists(options.File) => new FolderSource(options, time),
            "file" => new VideoFileSource(options, time),
            _ => new PatternSource(CameraId.Parse(options.Camera), options.Phase, time),
        };
}
