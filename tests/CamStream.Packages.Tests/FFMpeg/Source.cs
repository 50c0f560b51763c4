using FFMpegCore.Pipes;

namespace CamStream.Packages.FFMpeg;

internal sealed class Source(Func<Stream, CancellationToken, Task> write, string arguments = "") : IPipeSource
{
    public string GetStreamArguments() => arguments;

    public Task WriteAsync(Stream outputStream, CancellationToken cancellationToken) => write(outputStream, cancellationToken);
}
