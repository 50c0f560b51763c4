using CamStream.Edge.Capture;
using CamStream.Frames;
using FFMpegCore;

namespace CamStream.Edge.Sources.FFmpeg;

/// <summary>
/// A Video4Linux camera that delivers JPEG, as USB cameras do, and the Raspberry Pi's with its
/// legacy driver. ffmpeg passes the JPEGs on unchanged, at hardly any cost.
/// </summary>
internal sealed class V4l2Source(EdgeOptions options, TimeProvider time) : ICameraSource
{
    public string Kind => "v4l2";

    /// <summary>
    /// The driver's JPEGs stay unchanged: their quality is unknown, and they cannot be rotated.
    /// </summary>
    public CameraSettings InForce(CameraSettings wanted) => wanted with { Quality = null, Rotation = 0 };

    public Task RunAsync(CameraSettings settings, FrameCapture capture, CancellationToken cancellation)
    {
        var format = FormattableString.Invariant(
            $"-f v4l2 -input_format mjpeg -video_size {settings.Width}x{settings.Height} -framerate {settings.Fps}"
        );
        var input = FFMpegArguments.FromDeviceInput(options.Device, device => device.WithCustomArgument(format));
        return FFmpegCamera.RunAsync(
            input,
            output => output.CopyStreams(),
            capture,
            options.MaxFrameBytes,
            time,
            cancellation
        );
    }
}
