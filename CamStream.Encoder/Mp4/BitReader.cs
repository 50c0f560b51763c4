namespace CamStream.Encoder.Mp4;

/// <summary>
/// Reads the bits of a NAL unit. It skips emulation prevention bytes: the 03 in 00 00 03 (Rec.
/// ITU-T H.264 §7.4.1).
/// </summary>
/// <param name="nalUnit">The NAL unit without its header byte.</param>
internal ref struct BitReader(ReadOnlySpan<byte> nalUnit)
{
    private readonly ReadOnlySpan<byte> _bytes = nalUnit;
    private int _next;
    private int _zeros;
    private int _current;
    private int _bitsLeft;

    /// <summary>u(n), §7.2: an unsigned number of <paramref name="count"/> bits.</summary>
    /// <exception cref="InvalidDataException">The NAL unit ends.</exception>
    public uint Bits(int count)
    {
        uint value = 0;
        for (; count > 0; count--)
        {
            if (_bitsLeft == 0)
                NextByte();
            value = value << 1 | (uint)(_current >> --_bitsLeft & 1);
        }

        return value;
    }

    /// <summary>u(1).</summary>
    /// <exception cref="InvalidDataException">The NAL unit ends.</exception>
    public bool Flag() => Bits(1) != 0;

    /// <summary>ue(v), §9.1: after the first one bit, as many bits as there were zeros.</summary>
    /// <exception cref="InvalidDataException">
    /// The NAL unit ends, or there are more than 31 zeros.
    /// </exception>
    public uint UnsignedExpGolomb()
    {
        var zeros = 0;
        while (!Flag())
        {
            if (++zeros > 31)
                throw new InvalidDataException("An H.264 parameter set has a number of more than 32 bits.");
        }

        return (1u << zeros) - 1 + Bits(zeros);
    }

    /// <summary>se(v), §9.1.1: 0, 1, −1, 2, −2 …</summary>
    public int SignedExpGolomb()
    {
        var code = UnsignedExpGolomb();
        return (code & 1) != 0 ? (int)(code / 2 + 1) : -(int)(code / 2);
    }

    private void NextByte()
    {
        if (_zeros == 2 && _next < _bytes.Length && _bytes[_next] == 3)
        {
            _next++;
            _zeros = 0;
        }

        if (_next == _bytes.Length)
            throw new InvalidDataException("An H.264 parameter set ends too early.");
        _current = _bytes[_next++];
        _zeros = _current == 0 ? _zeros + 1 : 0;
        _bitsLeft = 8;
    }
}
