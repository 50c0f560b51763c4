using CamStream.Edge.Capture;
using CamStream.Edge.Sources.Stills;
using FFMpegCore;
using FFMpegCore.Pipes;

namespace CamStream.Edge.Sources.FFmpeg;

/// <summary>Runs ffmpeg and captures the JPEGs that it puts out.</summary>
internal static class FFmpegCamera
{
    private const int PatienceMilliseconds = 500;

    /// <summary>Runs with <paramref name="input"/>, until cancelled or until ffmpeg ends. The format of the output is set here.</summary>
    /// <exception cref="InvalidOperationException">ffmpeg ended; the message has its last words.</exception>
    public static async Task RunAsync(
        FFMpegArguments input, Action<FFMpegArgumentOptions> output, FrameCapture capture, int maxFrameBytes, TimeProvider time,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var lastError = "";
        var sink = new StreamPipeSink((stream, ended) => JpegStream.CaptureAsync(stream, capture, maxFrameBytes, time, ended));
        var processor = input
            .WithGlobalOptions(global => global.WithVerbosityLevel(FFMpegCore.Arguments.VerbosityLevel.Warning))
            .OutputToPipe(sink, options =>
            {
                output(options);
                options.ForceFormat("mjpeg").WithCustomArgument("-an -flush_packets 1");
            })
            .NotifyOnError(line => lastError = line)
            .CancellableThrough(cancellation, PatienceMilliseconds);
        var good = await processor.ProcessAsynchronously(throwOnError: false);
        cancellation.ThrowIfCancellationRequested();
        throw new InvalidOperationException(good ? "ffmpeg ended." : $"ffmpeg ended: {lastError}");
    }
}
