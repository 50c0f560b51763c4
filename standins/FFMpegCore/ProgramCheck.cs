using FFMpegCore.Exceptions;
using Instances;

namespace FFMpegCore;

/// <summary>That the programs exist and start; each is asked for its version until it has answered once.</summary>
internal static class ProgramCheck
{
    private static bool _ffmpegStarts;
    private static bool _ffprobeStarts;

    public static void FFMpeg(FFOptions options)
    {
        if (!_ffmpegStarts && !(_ffmpegStarts = Starts(GlobalFFOptions.GetFFMpegBinaryPath(options))))
            throw new FFMpegException(FFMpegExceptionType.Operation, "ffmpeg was not found on your system");
    }

    public static void FFProbe(FFOptions options)
    {
        if (!_ffprobeStarts && !(_ffprobeStarts = Starts(GlobalFFOptions.GetFFProbeBinaryPath(options))))
            throw new FFProbeException("ffprobe was not found on your system");
    }

    private static bool Starts(string program)
    {
        using var child = ChildProcess.Start(new(program, "-version"));
        return child.WaitForExitAsync().GetAwaiter().GetResult().ExitCode == 0;
    }
}
