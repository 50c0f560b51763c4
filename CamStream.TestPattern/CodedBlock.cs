namespace CamStream.TestPattern;

/// <summary>
/// A coded 8x8 block: its DC level, which is written as the difference to the previous block, and
/// the finished bits of its AC coefficients.
/// </summary>
internal struct CodedBlock
{
    private ulong[]? _words;

    /// <summary>The quantized DC coefficient.</summary>
    public short Dc { get; set; }

    /// <summary>The length of the AC code, in bits.</summary>
    public int AcBits { get; private set; }

    /// <summary>Clears the AC bits and keeps their memory.</summary>
    public void Clear() => AcBits = 0;

    /// <summary>
    /// Adds the lowest <paramref name="count"/> bits of <paramref name="bits"/>, 1 to 32.
    /// </summary>
    public void Add(uint bits, int count)
    {
        var (word, used) = (AcBits >> 6, AcBits & 63);
        if (_words is null || word + 1 >= _words.Length)
            Array.Resize(ref _words, word + 2);
        if (used == 0)
            _words[word] = 0;
        var shift = 64 - used - count;
        if (shift >= 0)
        {
            _words[word] |= (ulong)bits << shift;
        }
        else
        {
            _words[word] |= (ulong)bits >> -shift;
            _words[word + 1] = (ulong)bits << 64 + shift;
        }
        AcBits += count;
    }

    /// <summary>Writes the AC bits.</summary>
    public readonly void WriteAc(ref EntropyWriter writer)
    {
        var whole = AcBits >> 6;
        for (var i = 0; i < whole; i++)
            writer.Put(_words![i], 64);
        if ((AcBits & 63) is var rest and > 0)
            writer.Put(_words![whole] >> 64 - rest, rest);
    }
}
