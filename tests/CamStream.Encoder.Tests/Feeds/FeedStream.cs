using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;

namespace CamStream.Encoder.Feeds;

/// <summary>A feed as a client sends it, part by part.</summary>
internal sealed class FeedStream : HttpContent
{
    private readonly Pipe _pipe = new();

    public FeedStream(string? contentType = "multipart/x-mixed-replace; boundary=camstream")
    {
        if (contentType is not null)
            Headers.TryAddWithoutValidation("Content-Type", contentType);
    }

    public async Task SendAsync(
        byte[] jpeg,
        string headers = "Content-Type: image/jpeg\r\n",
        string boundary = "camstream"
    )
    {
        await SendTextAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"--{boundary}\r\n{headers}Content-Length: {jpeg.Length}\r\n\r\n"
            )
        );
        await _pipe.Writer.WriteAsync(jpeg);
        await SendTextAsync("\r\n");
    }

    public async Task SendTextAsync(string text) => await _pipe.Writer.WriteAsync(Encoding.Latin1.GetBytes(text));

    public void End() => _pipe.Writer.Complete();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        await stream.FlushAsync(cancellationToken);
        while (true)
        {
            var read = await _pipe.Reader.ReadAsync(cancellationToken);
            foreach (var memory in read.Buffer)
                await stream.WriteAsync(memory, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            _pipe.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
