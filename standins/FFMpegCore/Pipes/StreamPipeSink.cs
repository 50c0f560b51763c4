namespace FFMpegCore.Pipes;

public class StreamPipeSink : IPipeSink
{
    public StreamPipeSink(Func<Stream, CancellationToken, Task> writer) => Writer = writer;

    public StreamPipeSink(Stream destination)
        => Writer = (output, cancellationToken) => output.CopyToAsync(destination, BlockSize, cancellationToken);

    public Func<Stream, CancellationToken, Task> Writer { get; }
    public int BlockSize { get; set; } = 4096;
    public string Format { get; set; } = "";

    public Task ReadAsync(Stream inputStream, CancellationToken cancellationToken) => Writer(inputStream, cancellationToken);

    public string GetFormat() => Format;
}
