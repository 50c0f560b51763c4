using System.Buffers.Binary;
using System.Text;

namespace CamStream.Testing.Otlp;

/// <summary>
/// The fields of a protobuf message in its wire format: tags, each followed by its value.
/// <code>
/// tag = field number &lt;&lt; 3 | wire type       0: varint   1: 8 bytes   2: length (varint), bytes   5: 4 bytes
/// </code>
/// Each field is read as what it is, or skipped.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private const int VarintType = 0,
        EightBytes = 1,
        Delimited = 2,
        FourBytes = 5;
    private const int MaxVarintBits = 64;

    private ReadOnlySpan<byte> _rest = message;
    private int _type;

    /// <summary>The number of the field that is to be read.</summary>
    public int Field { get; private set; }

    /// <summary>Goes to the next field; false at the end of the message.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = (uint)ReadVarint();
        (Field, _type) = ((int)(tag >> 3), (int)(tag & 7));
        return true;
    }

    /// <summary>An integer of whatever type.</summary>
    public long Integer() =>
        _type switch
        {
            VarintType => (long)ReadVarint(),
            EightBytes => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
            FourBytes => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
            _ => throw Wrong("an integer"),
        };

    public double Double() =>
        _type == EightBytes ? BinaryPrimitives.ReadDoubleLittleEndian(Take(8)) : throw Wrong("a double");

    /// <summary>A message, a string or bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => _type == Delimited ? Take(ReadVarint()) : throw Wrong("bytes");

    public string String() => Encoding.UTF8.GetString(Bytes());

    /// <summary>Lower-case hexadecimal digits, as ids are written.</summary>
    public string Id() => Convert.ToHexStringLower(Bytes());

    /// <summary>Adds eight-byte integers, packed into one field or each in its own.</summary>
    public void AddIntegers(List<long> values)
    {
        if (_type != Delimited)
        {
            values.Add(Integer());
            return;
        }
        var packed = new ProtobufReader(Bytes());
        while (!packed._rest.IsEmpty)
            values.Add(BinaryPrimitives.ReadInt64LittleEndian(packed.Take(8)));
    }

    /// <summary>Adds doubles, packed into one field or each in its own.</summary>
    public void AddDoubles(List<double> values)
    {
        if (_type != Delimited)
        {
            values.Add(Double());
            return;
        }
        var packed = new ProtobufReader(Bytes());
        while (!packed._rest.IsEmpty)
            values.Add(BinaryPrimitives.ReadDoubleLittleEndian(packed.Take(8)));
    }

    public void Skip() =>
        _ = _type switch
        {
            VarintType => ReadVarint(),
            EightBytes => (ulong)Take(8).Length,
            FourBytes => (ulong)Take(4).Length,
            Delimited => (ulong)Take(ReadVarint()).Length,
            _ => throw Wrong("known"),
        };

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < MaxVarintBits; shift += 7)
        {
            var next = Take(1)[0];
            value |= (next & 0x7FUL) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("A varint is longer than ten bytes.");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw new InvalidDataException($"The message ends within field {Field}.");
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    private readonly InvalidDataException Wrong(string wanted) =>
        new($"Field {Field} is of wire type {_type}, and should be {wanted}.");
}
