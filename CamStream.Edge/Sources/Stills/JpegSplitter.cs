using System.Buffers.Binary;

namespace CamStream.Edge.Sources.Stills;

/// <summary>
/// Finds the JPEGs in a stream of bytes (<c>ffmpeg -f mjpeg</c>, <c>rpicam-vid --codec mjpeg</c>),
/// wherever the stream is split. It follows the segments from SOI to EOI (T.81 Annex B), so that a
/// thumbnail inside a segment does not count as a picture. Bytes that are not part of a whole JPEG
/// are skipped and counted. After damage, or a picture that is too large, it seeks the next SOI.
/// <code>
///   stream ──▶ Free, Filled ──▶ [ skipped | SOI … EOI | SOI … ] ──▶ TryRead, until false
/// </code>
/// Memory: one buffer, which grows up to the largest picture and one read.
/// </summary>
internal sealed class JpegSplitter(int maxFrameBytes)
{
    private const int ReadSize = 32 << 10;
    private const byte Soi = 0xD8,
        Eoi = 0xD9,
        Sos = 0xDA;

    private byte[] _buffer = new byte[4 * ReadSize];
    private int _start; // start of the unread bytes; inside a picture, its SOI
    private int _end; // end of the filled bytes
    private int _at; // inside a picture: the end of its parsed structure
    private bool _inPicture;
    private bool _inScan;
    private bool _hasScan;
    private DateTimeOffset _arrived;
    private DateTimeOffset _pictureArrived;

    /// <summary>The bytes that belonged to no whole JPEG.</summary>
    public long Skipped { get; private set; }

    /// <summary>
    /// Where to read the stream to. Using it invalidates what <see cref="TryRead"/> returned.
    /// </summary>
    public Memory<byte> Free
    {
        get
        {
            if (_buffer.Length - _end < ReadSize)
                MakeRoom();
            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>
    /// Takes over <paramref name="count"/> bytes that were read into <see cref="Free"/> and came at
    /// <paramref name="arrived"/>. Read every picture before the next call.
    /// </summary>
    public void Filled(int count, DateTimeOffset arrived)
    {
        _end += count;
        _arrived = arrived;
    }

    /// <summary>
    /// The next whole JPEG, and when its first byte arrived. False if more bytes are needed.
    /// </summary>
    public bool TryRead(out ReadOnlySpan<byte> jpeg, out DateTimeOffset arrived)
    {
        while (_inPicture || TryFindStart())
        {
            switch (Follow())
            {
                case Progress.Whole:
                    jpeg = _buffer.AsSpan(_start, _at - _start);
                    arrived = _pictureArrived;
                    (_start, _inPicture) = (_at, false);
                    return true;
                case Progress.NeedMore:
                    jpeg = default;
                    arrived = default;
                    return false;
                default:
                    Skip(1); // not a real SOI, or the picture is cut off: look inside
                    _inPicture = false;
                    break;
            }
        }
        jpeg = default;
        arrived = default;
        return false;
    }

    private enum Progress
    {
        Whole,
        NeedMore,
        Damaged,
    }

    private bool TryFindStart()
    {
        while (true)
        {
            var data = _buffer.AsSpan(_start, _end - _start);
            var mark = data.IndexOf((byte)0xFF);
            Skip(mark < 0 ? data.Length : mark);
            if (mark < 0 || data.Length - mark < 2)
                return false;
            if (data[mark + 1] == Soi)
                break;
            Skip(1);
        }
        (_inPicture, _inScan, _hasScan, _at, _pictureArrived) = (true, false, false, _start + 2, _arrived);
        return true;
    }

    private Progress Follow()
    {
        while (true)
        {
            if (_at - _start > maxFrameBytes)
                return Progress.Damaged;
            var progress = _inScan ? FollowScan() : FollowSegment();
            if (progress is { } known)
                return known == Progress.NeedMore && _end - _start > maxFrameBytes ? Progress.Damaged : known;
        }
    }

    // A marker and, except for EOI, the length of its segment. The segment itself may not have
    // arrived yet, so _at may be ahead of _end.
    private Progress? FollowSegment()
    {
        if (_end - _at < 2)
            return Progress.NeedMore;
        if (_buffer[_at] != 0xFF)
            return Progress.Damaged;
        var marker = _buffer[_at + 1];
        if (marker == 0xFF)
        {
            _at++; // a fill byte (T.81 B.1.1.2)
            return null;
        }
        if (marker == Eoi)
        {
            _at += 2;
            return _hasScan && _at - _start <= maxFrameBytes ? Progress.Whole : Progress.Damaged;
        }
        if (marker is <= 0x01 or (>= 0xD0 and <= Soi))
            return Progress.Damaged;
        if (_end - _at < 4)
            return Progress.NeedMore;
        var length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_at + 2));
        if (length < 2)
            return Progress.Damaged;
        _at += 2 + length;
        _inScan = marker == Sos;
        _hasScan |= _inScan;
        return null;
    }

    // Entropy-coded data: FF followed by 00, or a restart marker (T.81 B.1.1.5), belongs to it; any
    // other marker ends it.
    private Progress? FollowScan()
    {
        if (_at >= _end)
            return Progress.NeedMore;
        var mark = _buffer.AsSpan(_at, _end - _at).IndexOf((byte)0xFF);
        _at = mark < 0 ? _end : _at + mark;
        if (_end - _at < 2)
            return Progress.NeedMore;
        if (_buffer[_at + 1] is 0x00 or (>= 0xD0 and <= 0xD7))
            _at += 2;
        else if (_buffer[_at + 1] == 0xFF)
            _at++;
        else
            _inScan = false;
        return null;
    }

    private void Skip(int count)
    {
        _start += count;
        Skipped += count;
    }

    private void MakeRoom()
    {
        var used = _end - _start;
        var target = _buffer;
        if (_buffer.Length - used < ReadSize)
            target = new byte[Math.Min(2 * _buffer.Length, maxFrameBytes + 2 * ReadSize)];
        _buffer.AsSpan(_start, used).CopyTo(target);
        (_buffer, _at, _end, _start) = (target, _at - _start, used, 0);
    }
}
