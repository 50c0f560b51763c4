using System.Buffers;
using System.Text;
using MQTTnet.Exceptions;
using MQTTnet.Packets;

namespace MQTTnet.Formatter;

/// <summary>The data representations of MQTT 5 §1.5, read from a whole packet: what is not there was cut off, so every read can fail.</summary>
internal ref struct MqttReader(ReadOnlySequence<byte> bytes)
{
    private SequenceReader<byte> _reader = new(bytes);

    public readonly bool End => _reader.End;

    public readonly long Remaining => _reader.Remaining;

    public byte ReadByte() => _reader.TryRead(out var value) ? value : throw CutOff();

    public ushort ReadUInt16() => _reader.TryReadBigEndian(out short value) ? (ushort)value : throw CutOff();

    public uint ReadUInt32() => _reader.TryReadBigEndian(out int value) ? (uint)value : throw CutOff();

    public uint ReadVariableByteInteger() => TryReadVariableByteInteger(ref _reader, out var value) ? value : throw CutOff();

    /// <summary>Like the package, reads bytes that are not UTF-8 as U+FFFD and leaves it to the broker to refuse them.</summary>
    public string ReadText() => Encoding.UTF8.GetString(Take(ReadUInt16()));

    public byte[] ReadBinary() => Copy(Take(ReadUInt16()));

    public MqttUserProperty ReadUserProperty() => new(ReadText(), new ReadOnlyMemory<byte>(ReadBinary()));

    /// <summary>What is left, in memory of its own.</summary>
    public byte[] ReadRest() => Copy(Take(_reader.Remaining));

    /// <summary>The reason codes that end a SUBACK or UNSUBACK.</summary>
    public List<T> ReadReasonCodes<T>() where T : struct, Enum
    {
        var codes = new List<T>((int)_reader.Remaining);
        while (_reader.TryRead(out var code)) codes.Add((T)Enum.ToObject(typeof(T), code));
        return codes;
    }

    /// <summary>A property section of its own; an absent one (the packet ends) is empty.</summary>
    public MqttReader ReadProperties() => new(End ? ReadOnlySequence<byte>.Empty : Take(ReadVariableByteInteger()));

    /// <summary>§1.5.5: false when more bytes have to come; an exception when a fifth would have to.</summary>
    public static bool TryReadVariableByteInteger(ref SequenceReader<byte> reader, out uint value)
    {
        value = 0;
        for (var shift = 0; shift <= 21; shift += 7)
        {
            if (!reader.TryRead(out var part)) return false;
            value |= (uint)(part & 0x7F) << shift;
            if ((part & 0x80) == 0) return true;
        }
        throw new MqttProtocolViolationException("Malformed packet: a variable byte integer is longer than four bytes.");
    }

    private ReadOnlySequence<byte> Take(long length)
    {
        if (length > _reader.Remaining) throw CutOff();
        var taken = _reader.UnreadSequence.Slice(0, length);
        _reader.Advance(length);
        return taken;
    }

    private static byte[] Copy(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsEmpty) return [];
        var copy = GC.AllocateUninitializedArray<byte>((int)bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }

    private static MqttProtocolViolationException CutOff() => new("Malformed packet: a field reaches past its end.");
}
