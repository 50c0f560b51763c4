namespace CamStream.TestPattern;

/// <summary>
/// A Huffman table (T.81 Annex C). These are the typical ones of Annex K.3, which decoders read
/// fast.
/// </summary>
internal sealed class HuffmanTable
{
    /// <summary>T.81 table K.3.</summary>
    public static readonly HuffmanTable LumaDc = new(
        0x00,
        [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
        Convert.FromHexString("000102030405060708090A0B")
    );

    /// <summary>T.81 table K.4.</summary>
    public static readonly HuffmanTable ChromaDc = new(
        0x01,
        [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
        Convert.FromHexString("000102030405060708090A0B")
    );

    /// <summary>T.81 table K.5.</summary>
    public static readonly HuffmanTable LumaAc = new(
        0x10,
        [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D],
        Convert.FromHexString(
            "01020300041105122131410613516107227114328191A1082342B1C11552D1F0"
                + "2433627282090A161718191A25262728292A3435363738393A43444546474849"
                + "4A535455565758595A636465666768696A737475767778797A83848586878889"
                + "8A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5"
                + "C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8"
                + "F9FA"
        )
    );

    /// <summary>T.81 table K.6.</summary>
    public static readonly HuffmanTable ChromaAc = new(
        0x11,
        [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77],
        Convert.FromHexString(
            "000102031104052131061241510761711322328108144291A1B1C109233352F0"
                + "156272D10A162434E125F11718191A262728292A35363738393A434445464748"
                + "494A535455565758595A636465666768696A737475767778797A828384858687"
                + "88898A92939495969798999AA2A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3"
                + "C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE2E3E4E5E6E7E8E9EAF2F3F4F5F6F7F8"
                + "F9FA"
        )
    );

    private readonly uint[] _codes = new uint[256];
    private readonly byte[] _lengths = new byte[256];

    private HuffmanTable(byte destination, byte[] bits, byte[] values)
    {
        (Destination, Bits, Values) = (destination, bits, values);
        var (code, next) = (0u, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            for (var i = 0; i < bits[length - 1]; i++, code++)
            {
                _codes[values[next]] = code;
                _lengths[values[next++]] = (byte)length;
            }
        }
    }

    /// <summary>
    /// Class and destination, as in DHT (T.81 B.2.4.2): 0x for DC, 1x for AC.
    /// </summary>
    public byte Destination { get; }

    /// <summary>The number of codes of each length, 1 to 16.</summary>
    public ReadOnlyMemory<byte> Bits { get; }

    /// <summary>The values, in the order of their codes.</summary>
    public ReadOnlyMemory<byte> Values { get; }

    /// <summary>The code of <paramref name="value"/> and its length in bits.</summary>
    public (uint Code, int Length) this[int value] => (_codes[value], _lengths[value]);
}
