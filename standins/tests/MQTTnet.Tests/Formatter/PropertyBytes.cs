using System.Buffers;
using System.Text;
using MQTTnet.Protocol;

namespace MQTTnet.Formatter;

/// <summary>A property section as tests want it: nothing is left out, nothing is checked.</summary>
internal sealed class PropertyBytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public PropertyBytes Byte(MqttPropertyId id, byte value) => With(id, w => w.WriteByte(value));

    public PropertyBytes UInt16(MqttPropertyId id, ushort value) => With(id, w => w.WriteUInt16(value));

    public PropertyBytes UInt32(MqttPropertyId id, uint value) => With(id, w => w.WriteUInt32(value));

    public PropertyBytes VariableByteInteger(MqttPropertyId id, uint value) => With(id, w => w.WriteVariableByteInteger(value));

    public PropertyBytes Text(MqttPropertyId id, string value) => With(id, w => w.WriteText(value));

    public PropertyBytes Binary(MqttPropertyId id, byte[] value) => With(id, w => w.WriteBinary(value));

    public PropertyBytes User(string name, string value) => With(MqttPropertyId.UserProperty, w =>
    {
        w.WriteText(name);
        w.WriteBinary(Encoding.UTF8.GetBytes(value));
    });

    private PropertyBytes With(MqttPropertyId id, Action<IBufferWriter<byte>> write)
    {
        _bytes.WriteByte((byte)id);
        write(_bytes);
        return this;
    }
}
