using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using MQTTnet.Exceptions;

namespace MQTTnet.Formatter;

/// <summary>The data representations of MQTT 5 §1.5.</summary>
internal static class MqttWriter
{
    public static void WriteByte(this IBufferWriter<byte> writer, byte value)
    {
        writer.GetSpan(1)[0] = value;
        writer.Advance(1);
    }

    public static void WriteUInt16(this IBufferWriter<byte> writer, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(writer.GetSpan(2), value);
        writer.Advance(2);
    }

    public static void WriteUInt32(this IBufferWriter<byte> writer, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(writer.GetSpan(4), value);
        writer.Advance(4);
    }

    /// <summary>§1.5.5: seven bits a byte, least significant first, the top bit says that more follow; four bytes at most.</summary>
    public static void WriteVariableByteInteger(this IBufferWriter<byte> writer, long value)
    {
        MqttProtocolViolationException.ThrowIfVariableByteIntegerExceedsLimit((uint)Math.Min(value, uint.MaxValue));
        for (; value > 0x7F; value >>= 7) writer.WriteByte((byte)(value | 0x80));
        writer.WriteByte((byte)value);
    }

    /// <summary>§1.5.4.</summary>
    public static void WriteText(this IBufferWriter<byte> writer, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value ?? "");
        writer.WriteLength(length);
        Encoding.UTF8.GetBytes(value ?? "", writer.GetSpan(length));
        writer.Advance(length);
    }

    /// <summary>§1.5.6; also text that is UTF-8 already.</summary>
    public static void WriteBinary(this IBufferWriter<byte> writer, ReadOnlySpan<byte> value)
    {
        writer.WriteLength(value.Length);
        writer.Write(value);
    }

    private static void WriteLength(this IBufferWriter<byte> writer, int length)
    {
        if (length > ushort.MaxValue) throw new MqttProtocolViolationException($"{length} bytes are too long for a text or binary field ({ushort.MaxValue}).");
        writer.WriteUInt16((ushort)length);
    }
}
