using System.Buffers.Binary;

namespace CamStream.Encoder.Mp4;

/// <summary>
/// Writes boxes (ISO/IEC 14496-12 §4.2) into one array. The writer owns the array until
/// <see cref="Finish"/> hands it over. A box is open as long as its scope: <c>using
/// (writer.Box("moof"u8)) using (writer.FullBox("mfhd"u8, 0, 0)) writer.UInt32(sequence);</c>
/// </summary>
/// <param name="capacity">The most bytes to write.</param>
internal sealed class BoxWriter(int capacity)
{
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(capacity);
    private int _length;

    /// <summary>Opens a box: size(4) type(4).</summary>
    public Scope Box(ReadOnlySpan<byte> type)
    {
        var start = _length;
        UInt32(0);
        Bytes(type);
        return new Scope(this, start);
    }

    /// <summary>Opens a full box: size(4) type(4) version(1) flags(3).</summary>
    public Scope FullBox(ReadOnlySpan<byte> type, byte version, uint flags)
    {
        var box = Box(type);
        UInt32((uint)version << 24 | flags);
        return box;
    }

    /// <summary>16 bits, big-endian.</summary>
    public void UInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), checked((ushort)value));

    /// <summary>32 bits, big-endian.</summary>
    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    /// <summary>64 bits, big-endian.</summary>
    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);

    /// <summary>Bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Bytes of zero.</summary>
    public void Zeros(int count) => Take(count).Clear();

    /// <summary>
    /// Hands over the bytes: an array of exactly their length. Nothing may be written afterwards.
    /// </summary>
    public byte[] Finish() => _length == _buffer.Length ? _buffer : _buffer.AsSpan(0, _length).ToArray();

    private Span<byte> Take(int count)
    {
        var span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }

    /// <summary>An open box. Disposing it writes its size.</summary>
    public readonly ref struct Scope(BoxWriter writer, int start)
    {
        /// <summary>Closes the box.</summary>
        public void Dispose() =>
            BinaryPrimitives.WriteUInt32BigEndian(writer._buffer.AsSpan(start), (uint)(writer._length - start));
    }
}
