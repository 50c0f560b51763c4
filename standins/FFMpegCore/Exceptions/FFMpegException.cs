namespace FFMpegCore.Exceptions;

public class FFMpegException : Exception
{
    public FFMpegException(FFMpegExceptionType type, string message, Exception? innerException = null, string ffMpegErrorOutput = "")
        : base(message, innerException)
    {
        Type = type;
        FFMpegErrorOutput = ffMpegErrorOutput;
    }

    public FFMpegException(FFMpegExceptionType type, string message, string ffMpegErrorOutput = "")
        : this(type, message, null, ffMpegErrorOutput)
    {
    }

    public FFMpegException(FFMpegExceptionType type, string message)
        : this(type, message, null, "")
    {
    }

    public FFMpegExceptionType Type { get; }

    /// <summary>Everything the program wrote to standard error.</summary>
    public string FFMpegErrorOutput { get; }
}
