using FFMpegCore.Exceptions;

namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// The H.264 encoder ended, though nobody asked it to. The message has the exit code and the last
/// lines that ffmpeg wrote.
/// </summary>
internal sealed class EncoderException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Describes how a run of ffmpeg ended.</summary>
    /// <param name="end">What FFMpegCore threw.</param>
    /// <param name="fault">Why we stopped ffmpeg; null when we did not.</param>
    /// <param name="lines">The last lines that ffmpeg wrote.</param>
    /// <param name="endLimit">How long ffmpeg may take to end.</param>
    public static EncoderException Of(Exception end, Exception? fault, LastLines lines, TimeSpan endLimit) =>
        end switch
        {
            _ when fault is not null => new($"ffmpeg was stopped. {fault.Message} {lines}", fault),
            FFMpegProcessException { Result.ExitCode: var code } => new(
                $"ffmpeg exited with code {code}. {lines}",
                end
            ),
            OperationCanceledException => new(
                $"ffmpeg did not end in {endLimit.TotalSeconds} s and was killed. {lines}",
                end
            ),
            _ => new($"ffmpeg could not be run. {end.Message}", end),
        };
}
