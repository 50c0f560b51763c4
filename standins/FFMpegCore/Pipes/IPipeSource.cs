namespace FFMpegCore.Pipes;

/// <summary>Writes ffmpeg's input; its return is the input's end.</summary>
public interface IPipeSource
{
    /// <summary>Options put before the input.</summary>
    string GetStreamArguments();

    Task WriteAsync(Stream outputStream, CancellationToken cancellationToken);
}
