using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace CamStream.Frames.Multipart;

/// <summary>
/// Reads frames from a multipart stream (<see cref="MultipartFormat"/>): CamStream's own, that of
/// <c>ffmpeg -f mpjpeg</c>, or that of an IP camera. A part that is not a frame is reported, and
/// the next one is read. Only broken framing ends the stream, as it leaves no way to find the next
/// part.
/// </summary>
/// <param name="input">The stream; its owner completes it.</param>
/// <param name="camera">The camera whose frames the stream has.</param>
/// <param name="boundary">
/// The boundary parameter of the <c>Content-Type</c>; null: the first line of the stream gives it.
/// </param>
/// <param name="maxFrameBytes">
/// The largest JPEG that is accepted, in bytes. A larger part is refused without being held in
/// memory.
/// </param>
/// <param name="unlabelled">
/// Makes the header of a frame whose part has no field of one, as plain sources send it.
/// </param>
public sealed class MultipartFrameReader(
    PipeReader input,
    CameraId camera,
    string? boundary,
    int maxFrameBytes,
    Func<FrameHeader> unlabelled
)
{
    private byte[]? _delimiter = boundary is null ? null : Delimiter(boundary);

    /// <summary>The next part, or null at the stream's end.</summary>
    /// <exception cref="InvalidDataException">
    /// The framing is broken; the message says how.
    /// </exception>
    public async ValueTask<FramePart?> ReadAsync(CancellationToken cancellation)
    {
        if (!await ReadDelimiterAsync(cancellation))
            return null;
        if (await ReadHeadersAsync(cancellation) is not { } headers)
            return null;
        var fields = headers.Fields;
        if (headers.Length == 0)
            return Refused(fields, "the part is empty.");
        var payload = headers.Length is { } known
            ? await ReadKnownLengthAsync(known, cancellation)
            : await ReadToDelimiterAsync(cancellation);
        if (payload is not { } jpeg)
            return Refused(fields, $"the part has more than {maxFrameBytes} bytes.");
        try
        {
            return Judge(fields, headers.ContentType, jpeg);
        }
        finally
        {
            input.AdvanceTo(jpeg.End);
        }
    }

    private FramePart Judge(in FrameHeaderFields fields, string? contentType, in ReadOnlySequence<byte> jpeg)
    {
        if (
            contentType is not null
            && !contentType.StartsWith(MultipartFormat.JpegType, StringComparison.OrdinalIgnoreCase)
        )
        {
            var type = PartHeaders.Shorten(contentType);
            return Refused(fields, $"the part's type is '{type}': it must be {MultipartFormat.JpegType}.");
        }
        if (fields.IsEmpty)
            return Accepted(fields, Frame.Copy(camera, unlabelled(), jpeg, fields.IsCopy));
        if (
            !fields.TryBuild(out var header, out var problem)
            || !fields.TryJudgement(header.Captured, out var picture, out var correction, out problem)
        )
            return Refused(fields, problem);
        var frame = Frame.Copy(camera, header, jpeg, fields.IsCopy);
        (frame.Picture, frame.Correction) = (picture.GetValueOrDefault(), correction);
        return Accepted(fields, frame);
    }

    private static FramePart Accepted(in FrameHeaderFields fields, Frame frame) =>
        new(frame, null, fields.Place, fields.IsCopy);

    private static FramePart Refused(in FrameHeaderFields fields, string problem) =>
        new(null, problem, fields.Place, fields.IsCopy);

    // The delimiter line; blank lines before it are ignored. "--boundary--" ends the stream.
    private async ValueTask<bool> ReadDelimiterAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var line = await ReadLineAsync("the stream ends in a boundary.", mayEnd: true, cancellation);
            if (line is null)
                return false;
            if (line.Length == 0)
                continue;
            if (!line.StartsWith("--", StringComparison.Ordinal))
                throw new InvalidDataException($"'{PartHeaders.Shorten(line)}' where a boundary must be.");
            _delimiter ??= Delimiter(line[2..]);
            var wanted = Encoding.ASCII.GetString(_delimiter.AsSpan(2)); // without the CRLF before it
            if (line == wanted)
                return true;
            if (line == wanted + "--")
                return false;
            throw new InvalidDataException($"'{PartHeaders.Shorten(line)}' where the boundary '{wanted}' must be.");
        }
    }

    // Null: the stream ends after a delimiter. ffmpeg's mpjpeg ends so, as it writes the next
    // delimiter with each part.
    private async ValueTask<PartHeaders?> ReadHeadersAsync(CancellationToken cancellation)
    {
        var headers = new PartHeaders();
        for (var total = 0; ; )
        {
            var line = await ReadLineAsync("the stream ends in a part's headers.", mayEnd: total == 0, cancellation);
            if (line is null)
                return null;
            if (line.Length == 0)
                return headers;
            total += line.Length;
            if (total > MultipartFormat.MaxHeaderBytes)
                throw TooLongHeaders();
            headers.Add(line);
        }
    }

    // A payload stays in the pipe's memory until the caller advances past its end. Null: it was too
    // large, and is already skipped.
    private async ValueTask<ReadOnlySequence<byte>?> ReadKnownLengthAsync(long length, CancellationToken cancellation)
    {
        if (length > maxFrameBytes)
        {
            await SkipAsync(length, cancellation);
            return null;
        }
        var read = await input.ReadAtLeastAsync((int)length, cancellation);
        if (read.Buffer.Length >= length)
            return read.Buffer.Slice(0, length);
        throw Abandon(read.Buffer, new InvalidDataException("the stream ends in a part."));
    }

    private async ValueTask SkipAsync(long length, CancellationToken cancellation)
    {
        while (length > 0)
        {
            var read = await input.ReadAsync(cancellation);
            var step = Math.Min(length, read.Buffer.Length);
            input.AdvanceTo(read.Buffer.GetPosition(step));
            length -= step;
            if (length > 0 && read.IsCompleted)
                throw new InvalidDataException("the stream ends in a part.");
        }
    }

    // A part without a length ends where the next delimiter starts. The CRLF before a delimiter is
    // part of the delimiter (RFC 2046 §5.1.1).
    private async ValueTask<ReadOnlySequence<byte>?> ReadToDelimiterAsync(CancellationToken cancellation)
    {
        var tooLarge = false;
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            var buffer = read.Buffer;
            var end = Find(buffer, _delimiter);
            tooLarge |=
                (end is { } found ? buffer.Slice(0, found).Length : buffer.Length - _delimiter!.Length) > maxFrameBytes;
            if (end is { } whole && !tooLarge)
                return buffer.Slice(0, whole);
            if (end is { } behind)
            {
                input.AdvanceTo(behind);
                return null;
            }
            if (read.IsCompleted)
                throw Abandon(buffer, new InvalidDataException("the stream ends in a part."));
            var keep = tooLarge ? buffer.GetPosition(Math.Max(0, buffer.Length - _delimiter!.Length)) : buffer.Start;
            input.AdvanceTo(keep, buffer.End);
        }
    }

    private async ValueTask<string?> ReadLineAsync(string atEnd, bool mayEnd, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } newline)
            {
                var line = buffer.Slice(0, newline);
                if (line.Length > MultipartFormat.MaxHeaderBytes)
                    throw Abandon(buffer, TooLongHeaders());
                var text = Line(line);
                input.AdvanceTo(buffer.GetPosition(1, newline));
                return text;
            }
            if (buffer.Length > MultipartFormat.MaxHeaderBytes)
                throw Abandon(buffer, TooLongHeaders());
            if (read.IsCompleted)
            {
                var ended = mayEnd && buffer.IsEmpty;
                input.AdvanceTo(buffer.End);
                return ended ? null : throw new InvalidDataException(atEnd);
            }
            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    // Without the CRs that end it.
    private static string Line(ReadOnlySequence<byte> line)
    {
        while (!line.IsEmpty && line.Slice(line.Length - 1).FirstSpan[0] == '\r')
            line = line.Slice(0, line.Length - 1);
        return Encoding.Latin1.GetString(line);
    }

    private InvalidDataException Abandon(in ReadOnlySequence<byte> buffer, InvalidDataException failure)
    {
        input.AdvanceTo(buffer.End);
        return failure;
    }

    private static SequencePosition? Find(in ReadOnlySequence<byte> buffer, ReadOnlySpan<byte> delimiter)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> before, delimiter, advancePastDelimiter: false)
            ? before.End
            : null;
    }

    private static byte[] Delimiter(string boundary) => Encoding.ASCII.GetBytes($"\r\n--{boundary}");

    private static InvalidDataException TooLongHeaders() =>
        new($"headers of more than {MultipartFormat.MaxHeaderBytes} bytes.");
}
