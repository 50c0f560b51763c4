using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace CamStream.Frames.Multipart;

/// <summary>Writes frames as parts of a multipart stream (<see cref="MultipartFormat"/>), each flushed whole.</summary>
/// <param name="output">Where to; completed by its owner.</param>
public sealed class MultipartFrameWriter(PipeWriter output)
{
    /// <summary>Writes one part. <paramref name="frame"/> stays the caller's.</summary>
    /// <returns>False when the reader has gone.</returns>
    public async ValueTask<bool> WriteAsync(Frame frame, CancellationToken cancellation)
    {
        var header = frame.Header;
        Ascii($"--{MultipartFormat.Boundary}\r\nContent-Type: {MultipartFormat.JpegType}\r\nContent-Length: {frame.Length}\r\n");
        Ascii($"{FrameHeader.BootField}: {header.Boot}\r\n{FrameHeader.SequenceField}: {header.Sequence}\r\n{FrameHeader.CapturedField}: {header.CapturedMicroseconds}\r\n");
        if (header.TraceParent is { } traceParent) Ascii($"{FrameHeader.TraceParentField}: {traceParent}\r\n");
        output.Write("\r\n"u8);
        output.Write(frame.Jpeg.Span);
        output.Write("\r\n"u8);
        var flushed = await output.FlushAsync(cancellation);
        return !flushed.IsCompleted;
    }

    private void Ascii(FormattableString text) => Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture), output);
}
