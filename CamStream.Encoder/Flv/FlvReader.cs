using System.Buffers;
using System.Buffers.Binary;

namespace CamStream.Encoder.Flv;

/// <summary>
/// Reads the H.264 tags of one FLV stream (Adobe Flash Video File Format 10.1, annex E). It skips
/// script tags.
/// <code>
/// file   'F' 'L' 'V'  version(1)  flags(1)  header-length(4) = 9  previous-size(4) = 0
/// tag    type(1)  body-length(3)  time(3)  time-high(1)  stream(3)  body
///        previous-size(4) = 11 + body-length
/// body   frame-type:4 codec:4 = 7  packet-type(1)  composition-offset(3)  data   (type 9, video)
/// </code>
/// </summary>
/// <param name="maxBodyBytes">
/// The longest body, in bytes. A longer one is refused before it is awaited.
/// </param>
internal sealed class FlvReader(int maxBodyBytes = FlvReader.DefaultMaxBodyBytes)
{
    /// <summary>More than any picture of a camera needs: 4 MiB.</summary>
    public const int DefaultMaxBodyBytes = 4 * 1024 * 1024;

    private const int FileHeaderBytes = 13;
    private const int TagHeaderBytes = 11;
    private const int VideoHeaderBytes = 5;
    private const int TrailerBytes = 4;
    private const byte VideoTag = 9;
    private const byte ScriptTag = 18;
    private const byte AvcCodec = 7;
    private const long TimeWrap = 1L << 31;

    private bool _fileHeaderRead;
    private long _lastTime;

    /// <summary>Reads one tag off the front of <paramref name="input"/>.</summary>
    /// <returns>
    /// False when more bytes are needed. Tags that were skipped are taken off
    /// <paramref name="input"/> even then.
    /// </returns>
    /// <exception cref="InvalidDataException">The stream is malformed.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> input, out FlvTag tag)
    {
        tag = default;
        if (!_fileHeaderRead && !TryReadFileHeader(ref input))
            return false;
        while (TryReadTag(ref input, out var type, out var time, out var body))
        {
            if (type == ScriptTag)
                continue;
            tag = ReadVideo(time, body);
            return true;
        }

        return false;
    }

    private bool TryReadFileHeader(ref ReadOnlySequence<byte> input)
    {
        if (input.Length < FileHeaderBytes)
            return false;
        Span<byte> header = stackalloc byte[FileHeaderBytes];
        input.Slice(0, FileHeaderBytes).CopyTo(header);
        if (!header.StartsWith("FLV\x01"u8) || BinaryPrimitives.ReadUInt32BigEndian(header[5..]) != 9)
            throw new InvalidDataException(
                $"This is not an FLV stream of version 1: it starts with {Convert.ToHexString(header)}."
            );

        input = input.Slice(FileHeaderBytes);
        _fileHeaderRead = true;
        return true;
    }

    private bool TryReadTag(
        ref ReadOnlySequence<byte> input,
        out byte type,
        out long time,
        out ReadOnlySequence<byte> body
    )
    {
        (type, time, body) = (0, 0, default);
        if (input.Length < TagHeaderBytes)
            return false;
        Span<byte> header = stackalloc byte[TagHeaderBytes];
        input.Slice(0, TagHeaderBytes).CopyTo(header);

        type = header[0];
        if (type is not (VideoTag or ScriptTag))
            throw new InvalidDataException($"An FLV tag has the type {type}; expected {VideoTag} or {ScriptTag}.");
        var bodyLength = ReadUInt24(header[1..]);
        if (bodyLength > maxBodyBytes)
            throw new InvalidDataException($"An FLV tag has {bodyLength} bytes; at most {maxBodyBytes} are allowed.");
        time = (header[7] & 0x7FL) << 24 | (long)ReadUInt24(header[4..]);

        var tagLength = TagHeaderBytes + bodyLength;
        if (input.Length < tagLength + TrailerBytes)
            return false;
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        input.Slice(tagLength, TrailerBytes).CopyTo(trailer);
        var previousSize = BinaryPrimitives.ReadUInt32BigEndian(trailer);
        if (previousSize != tagLength)
            throw new InvalidDataException(
                $"An FLV tag of {tagLength} bytes is followed by the length {previousSize}."
            );

        body = input.Slice(TagHeaderBytes, bodyLength);
        input = input.Slice(tagLength + TrailerBytes);
        return true;
    }

    private FlvTag ReadVideo(long time, in ReadOnlySequence<byte> body)
    {
        if (body.Length < VideoHeaderBytes)
            throw new InvalidDataException(
                $"An FLV video tag has {body.Length} bytes; at least {VideoHeaderBytes} are needed."
            );
        Span<byte> header = stackalloc byte[VideoHeaderBytes];
        body.Slice(0, VideoHeaderBytes).CopyTo(header);

        var (frameType, codec, kind) = (header[0] >> 4, header[0] & 0x0F, (FlvTagKind)header[1]);
        if (codec != AvcCodec)
            throw new InvalidDataException($"An FLV video tag has the codec {codec}; expected {AvcCodec}, AVC.");
        if (frameType is not (1 or 2))
            throw new InvalidDataException(
                $"An FLV video tag has the frame type {frameType}; expected 1 (key) or 2 (inter)."
            );
        if (kind > FlvTagKind.EndOfSequence)
            throw new InvalidDataException($"An FLV video tag has the packet type {header[1]}; expected 0 to 2.");
        var data = body.Slice(VideoHeaderBytes);
        if (kind != FlvTagKind.EndOfSequence && data.IsEmpty)
            throw new InvalidDataException("An FLV video tag has no data.");

        // The configuration comes with time 0, at any point. Only pictures advance the clock.
        if (kind == FlvTagKind.AccessUnit)
            time = Unwrap(time);
        var compositionOffset = ReadUInt24(header[2..]) << 8 >> 8;
        return new FlvTag(kind, time + compositionOffset, frameType == 1, data);
    }

    // A step back by more than half of the 31 bits is a wrap.
    private long Unwrap(long time)
    {
        time += _lastTime / TimeWrap * TimeWrap;
        if (time < _lastTime - TimeWrap / 2)
            time += TimeWrap;
        return _lastTime = time;
    }

    private static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] << 16 | bytes[1] << 8 | bytes[2];
}
