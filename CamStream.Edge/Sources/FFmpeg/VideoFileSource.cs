using System.Globalization;
using CamStream.Edge.Capture;
using CamStream.Frames;
using FFMpegCore;

namespace CamStream.Edge.Sources.FFmpeg;

/// <summary>
/// A video file in an endless loop at its own pace, converted to the wanted size, rate, quality and
/// rotation.
/// </summary>
internal sealed class VideoFileSource(EdgeOptions options, TimeProvider time) : ICameraSource
{
    public string Kind => "file";

    public CameraSettings InForce(CameraSettings wanted) => wanted;

    public Task RunAsync(CameraSettings settings, FrameCapture capture, CancellationToken cancellation)
    {
        var input = FFMpegArguments.FromFileInput(
            options.File!,
            verifyExists: true,
            file => file.WithCustomArgument("-re -stream_loop -1")
        );
        return FFmpegCamera.RunAsync(
            input,
            output =>
                output
                    .WithThreads(1)
                    .WithCustomArgument(
                        $"-c:v mjpeg -vf \"{Filter(settings)}\" -q:v {Scale(settings.Quality!.Value)} -pix_fmt yuvj420p"
                    ),
            capture,
            options.MaxFrameBytes,
            time,
            cancellation
        );
    }

    /// <summary>
    /// The filters: rate, rotation, then size, with bars if the file has another aspect ratio.
    /// </summary>
    internal static string Filter(CameraSettings settings)
    {
        var rotation = settings.Rotation switch
        {
            90 => "transpose=clock,",
            180 => "hflip,vflip,",
            270 => "transpose=cclock,",
            _ => "",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"fps={settings.Fps},{rotation}scale="
                + $"{settings.Width}:{settings.Height}:force_original_aspect_ratio=decrease:out_range=full,"
                + $"pad={settings.Width}:{settings.Height}:-1:-1"
        );
    }

    /// <summary>ffmpeg's JPEG scale, 2 (fine) to 31, for a quality of 1 to 100.</summary>
    internal static int Scale(int quality) => Math.Clamp((int)Math.Round(31 - 0.29 * quality), 2, 31);
}
