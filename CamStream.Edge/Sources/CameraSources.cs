using System.Diagnostics.CodeAnalysis;
using CamStream.Edge.Sources.FFmpeg;
using CamStream.Edge.Sources.Pattern;
using CamStream.Edge.Sources.Rpicam;
using CamStream.Edge.Sources.Stills;
using CamStream.Frames;

namespace CamStream.Edge.Sources;

/// <summary>Creates the source that the options name.</summary>
internal static class CameraSources
{
    /// <summary>
    /// Whether the program includes the test pattern. The trimmer reads this switch when it
    /// publishes: <c>deploy/edge/publish</c> turns it off unless <c>--with-pattern</c> is given.
    /// </summary>
    [FeatureSwitchDefinition("CamStream.TestPattern")]
    public static bool HasPattern => !AppContext.TryGetSwitch("CamStream.TestPattern", out var has) || has;

    /// <exception cref="NotSupportedException">
    /// There is no such source in this program. The validator of the options catches this first.
    /// </exception>
    public static ICameraSource Create(EdgeOptions options, TimeProvider time) =>
        options.Source switch
        {
            "rpicam" => new RpicamSource(options, time),
            "v4l2" => new V4l2Source(options, time),
            "file" when Directory.Exists(options.File) => new FolderSource(options, time),
            "file" => new VideoFileSource(options, time),
            "pattern" when HasPattern => new PatternSource(CameraId.Parse(options.Camera), options.Phase, time),
            _ => throw new NotSupportedException($"This program has no source '{options.Source}'."),
        };
}
