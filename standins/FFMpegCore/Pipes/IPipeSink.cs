namespace FFMpegCore.Pipes;

/// <summary>Reads ffmpeg's output.</summary>
public interface IPipeSink
{
    Task ReadAsync(Stream inputStream, CancellationToken cancellationToken);

    string GetFormat();
}
