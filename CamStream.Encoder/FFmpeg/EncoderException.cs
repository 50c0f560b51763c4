namespace CamStream.Encoder.FFmpeg;

/// <summary>
/// ffmpeg ended though nobody asked it to; the message has its exit code and last lines.
/// </summary>
internal sealed class EncoderException(string message, Exception? innerException = null)
    : Exception(message, innerException);
