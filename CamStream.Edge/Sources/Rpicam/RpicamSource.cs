using System.Globalization;
using CamStream.Edge.Capture;
using CamStream.Edge.Sources.Stills;
using CamStream.Frames;

namespace CamStream.Edge.Sources.Rpicam;

/// <summary>
/// A Raspberry Pi camera through <c>rpicam-vid</c>, which encodes JPEG on four threads.
/// </summary>
internal sealed class RpicamSource(EdgeOptions options, TimeProvider time) : ICameraSource
{
    private const string Program = "rpicam-vid";

    public string Kind => "rpicam";

    /// <summary>The sensor can be read upside down (180 degrees), but not sideways.</summary>
    public CameraSettings InForce(CameraSettings wanted) => wanted with { Rotation = wanted.Rotation == 180 ? 180 : 0 };

    public async Task RunAsync(CameraSettings settings, FrameCapture capture, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await using var child = ChildProcess.Start(Program, Arguments(InForce(settings)), time);
        // Cancelling does not end a read from a pipe; the end of the child process does.
        await using var end = cancellation.Register(child.AskToEnd);
        await JpegStream.CaptureAsync(child.Output, capture, options.MaxFrameBytes, time, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        throw new InvalidOperationException(await child.WaitForEndAsync(cancellation));
    }

    /// <summary>No preview, no time limit, each picture written at once.</summary>
    internal static string[] Arguments(CameraSettings settings) =>
        [
            "--nopreview",
            "--timeout",
            "0",
            "--codec",
            "mjpeg",
            "--flush",
            "1",
            "--width",
            Text(settings.Width!.Value),
            "--height",
            Text(settings.Height!.Value),
            "--framerate",
            Text(settings.Fps!.Value),
            "--quality",
            Text(settings.Quality!.Value),
            "--rotation",
            Text(settings.Rotation!.Value),
            "--output",
            "-",
        ];

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
