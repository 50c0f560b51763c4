using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Unicode;

namespace CamStream.Frames.Multipart;

/// <summary>
/// Writes frames as parts of a multipart stream (<see cref="MultipartFormat"/>). Each part is
/// flushed as a whole.
/// </summary>
/// <param name="output">The stream; its owner completes it.</param>
public sealed class MultipartFrameWriter(PipeWriter output)
{
    private const int MaxTimeBytes = 64; // a name and a number of 64 bits
    private const int MaxJudgementBytes = 2 * MaxTimeBytes;
    private const int MaxPlaceBytes = 64 + FrameHeaderFields.MaxBootLength;

    private static ReadOnlySpan<byte> CopyLine => "copy: 1\r\n"u8;

    /// <summary>Writes one part.</summary>
    /// <param name="frame">The frame; it stays the caller's.</param>
    /// <param name="traceParent">
    /// The trace context to send instead of the frame's own: that of the span that writes it.
    /// </param>
    /// <param name="times">
    /// The times to send instead of the frame's own; ignored without a trace context.
    /// </param>
    /// <param name="place">The frame's number, or null.</param>
    /// <param name="cancellation">Ends the wait for the reader.</param>
    /// <returns>False when the reader has completed the stream.</returns>
    public async ValueTask<bool> WriteAsync(
        Frame frame,
        string? traceParent,
        FrameTimes? times,
        FeedPlace? place,
        CancellationToken cancellation
    )
    {
        WriteHeaders(frame, traceParent, times);
        if (frame.Correction is { } correction)
            WriteJudgement(frame.Picture, correction);
        if (place is { } known)
            WritePlace(known);
        if (frame.IsCopy)
            output.Write(CopyLine);
        output.Write("\r\n"u8);
        output.Write(frame.Jpeg.Span);
        output.Write("\r\n"u8);
        var flushed = await output.FlushAsync(cancellation);
        return !flushed.IsCompleted;
    }

    // Written directly into the pipe's memory: a frame allocates nothing.
    private void WriteHeaders(Frame frame, string? traceParent, FrameTimes? times)
    {
        var header = frame.Header;
        var free = output.GetSpan(MultipartFormat.MaxHeaderBytes);
        var trace = 0;
        var fits =
            Utf8.TryWrite(
                free,
                CultureInfo.InvariantCulture,
                $"--{MultipartFormat.Boundary}\r\nContent-Type: {MultipartFormat.JpegType}\r\n"
                    + $"Content-Length: {frame.Length}\r\n{FrameHeader.BootField}: {header.Boot}\r\n"
                    + $"{FrameHeader.SequenceField}: {header.Sequence}\r\n"
                    + $"{FrameHeader.CapturedField}: {header.CapturedMicroseconds}\r\n",
                out var written
            )
            && (
                traceParent is null
                || Utf8.TryWrite(
                    free[written..],
                    CultureInfo.InvariantCulture,
                    $"{FrameHeader.TraceParentField}: {traceParent}\r\n",
                    out trace
                )
            );
        if (!fits)
            throw new ArgumentException(
                $"The headers have more than {MultipartFormat.MaxHeaderBytes} bytes.",
                nameof(frame)
            );
        output.Advance(written + trace);
        if (traceParent is null || times is null)
            return;
        WriteTime(FrameHeader.PublishedField, times.Published);
        WriteTime(FrameHeader.ReceivedField, times.Received);
        WriteTime(FrameHeader.ForwardedField, times.Forwarded);
    }

    private void WriteJudgement(PictureSize picture, TimeSpan correction)
    {
        var microseconds = correction.Ticks / TimeSpan.TicksPerMicrosecond;
        Utf8.TryWrite(
            output.GetSpan(MaxJudgementBytes),
            CultureInfo.InvariantCulture,
            $"{FrameHeader.SizeField}: {picture.Width}x{picture.Height}\r\n"
                + $"{FrameHeader.CorrectionField}: {microseconds}\r\n",
            out var written
        );
        output.Advance(written);
    }

    private void WritePlace(FeedPlace place)
    {
        if (
            !Utf8.TryWrite(
                output.GetSpan(MaxPlaceBytes),
                CultureInfo.InvariantCulture,
                $"{FrameHeader.FeedField}: {place.Run} {place.Number}\r\n",
                out var written
            )
        )
            throw new ArgumentException(
                $"The run has more than {FrameHeaderFields.MaxBootLength} characters.",
                nameof(place)
            );
        output.Advance(written);
    }

    private void WriteTime(string field, DateTimeOffset? time)
    {
        if (time is not { } known)
            return;
        Utf8.TryWrite(
            output.GetSpan(MaxTimeBytes),
            CultureInfo.InvariantCulture,
            $"{field}: {UnixMicroseconds.From(known)}\r\n",
            out var written
        );
        output.Advance(written);
    }
}
