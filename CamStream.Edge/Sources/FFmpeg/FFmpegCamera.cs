using CamStream.Edge.Capture;
using CamStream.Edge.Sources.Stills;
using FFMpegCore;
using FFMpegCore.Enums;
using FFMpegCore.Pipes;

namespace CamStream.Edge.Sources.FFmpeg;

/// <summary>Runs ffmpeg and captures the JPEGs that it writes.</summary>
internal static class FFmpegCamera
{
    private static readonly TimeSpan _gracePeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Runs ffmpeg with <paramref name="input"/> until cancelled, or until ffmpeg ends. The output
    /// format is set here.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// ffmpeg ended; the message has its last error.
    /// </exception>
    public static async Task RunAsync(
        FFMpegArguments input,
        Action<FFMpegOutputOptions> output,
        FrameCapture capture,
        int maxFrameBytes,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var lastError = "";
        var sink = new StreamPipeSink(
            (stream, ended) => JpegStream.CaptureAsync(stream, capture, maxFrameBytes, time, ended)
        );
        var processor = input
            .OutputToPipe(
                sink,
                options =>
                {
                    output(options);
                    options.DisableAudio().WithCustomArgument("-f mjpeg -flush_packets 1");
                }
            )
            .WithLogLevel(FFMpegLogLevel.Warning)
            .NotifyOnStandardError(line => lastError = line)
            .CancellableThrough(cancellation, _gracePeriod);
        var result = await processor.ProcessAsynchronously(
            throwOnError: false,
            cancellationToken: CancellationToken.None
        );
        cancellation.ThrowIfCancellationRequested();
        throw new InvalidOperationException(result.Success ? "ffmpeg ended." : $"ffmpeg ended: {lastError}");
    }
}
