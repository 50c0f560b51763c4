using System.Buffers.Binary;

namespace CamStream.TestPattern;

/// <summary>
/// Writes entropy-coded data: bits, most significant first, and a 0 byte after every FF (T.81
/// F.1.2.3). The caller provides enough room.
/// </summary>
internal ref struct EntropyWriter(Span<byte> output)
{
    private readonly Span<byte> _output = output;
    private ulong _pending;
    private int _free = 64;

    /// <summary>Bytes written.</summary>
    public int Position { get; private set; }

    /// <summary>
    /// Writes the lowest <paramref name="count"/> bits of <paramref name="bits"/>, 0 to 64; the
    /// other bits must be 0.
    /// </summary>
    public void Put(ulong bits, int count)
    {
        if (count < _free)
        {
            _free -= count;
            _pending |= bits << _free;
            return;
        }
        var rest = count - _free;
        Flush(_pending | bits >> rest);
        _free = 64 - rest;
        _pending = rest == 0 ? 0 : bits << _free;
    }

    /// <summary>Pads the last byte with ones.</summary>
    public void Finish()
    {
        var padded = _pending | (_free == 64 ? 0 : (1ul << _free % 8) - 1 << _free - _free % 8);
        for (var bits = 64 - _free; bits > 0; bits -= 8, padded <<= 8)
            PutByte((byte)(padded >> 56));
        (_pending, _free) = (0, 64);
    }

    private void Flush(ulong word)
    {
        const ulong ones = 0x0101_0101_0101_0101;
        // A word has no byte FF if its complement has no byte 0.
        if (((~word - ones) & word & ones << 7) == 0)
        {
            BinaryPrimitives.WriteUInt64BigEndian(_output[Position..], word);
            Position += 8;
            return;
        }
        for (var shift = 56; shift >= 0; shift -= 8)
            PutByte((byte)(word >> shift));
    }

    private void PutByte(byte value)
    {
        _output[Position++] = value;
        if (value == 0xFF)
            _output[Position++] = 0;
    }
}
