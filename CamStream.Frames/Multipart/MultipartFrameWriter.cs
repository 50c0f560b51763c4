using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Unicode;

namespace CamStream.Frames.Multipart;

/// <summary>Writes frames as parts of a multipart stream (<see cref="MultipartFormat"/>), each flushed whole.</summary>
/// <param name="output">Where to; completed by its owner.</param>
public sealed class MultipartFrameWriter(PipeWriter output)
{
    /// <summary>Writes one part. <paramref name="frame"/> stays the caller's.</summary>
    /// <returns>False when the reader has gone.</returns>
    public async ValueTask<bool> WriteAsync(Frame frame, CancellationToken cancellation)
    {
        WriteHeaders(frame);
        output.Write("\r\n"u8);
        output.Write(frame.Jpeg.Span);
        output.Write("\r\n"u8);
        var flushed = await output.FlushAsync(cancellation);
        return !flushed.IsCompleted;
    }

    // Straight into the pipe's memory: nothing is allocated for a frame.
    private void WriteHeaders(Frame frame)
    {
        var header = frame.Header;
        var free = output.GetSpan(MultipartFormat.MaxHeaderBytes);
        var trace = 0;
        var fits = Utf8.TryWrite(free, CultureInfo.InvariantCulture,
            $"--{MultipartFormat.Boundary}\r\nContent-Type: {MultipartFormat.JpegType}\r\nContent-Length: {frame.Length}\r\n{FrameHeader.BootField}: {header.Boot}\r\n{FrameHeader.SequenceField}: {header.Sequence}\r\n{FrameHeader.CapturedField}: {header.CapturedMicroseconds}\r\n", out var written)
            && (header.TraceParent is not { } parent || Utf8.TryWrite(free[written..], CultureInfo.InvariantCulture, $"{FrameHeader.TraceParentField}: {parent}\r\n", out trace));
        if (!fits) throw new ArgumentException($"Headers of more than {MultipartFormat.MaxHeaderBytes} bytes.", nameof(frame));
        output.Advance(written + trace);
    }
}
