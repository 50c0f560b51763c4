using System.Buffers;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet.Formatter;

/// <summary>
/// A property section (MQTT 5 §2.2.2): its length, then an identifier and a value each. What equals its absence is left out:
/// 0, null and empty.
/// </summary>
internal sealed class MqttPropertyWriter
{
    private readonly ArrayBufferWriter<byte> _properties = new();

    public bool IsEmpty => _properties.WrittenCount == 0;

    public MqttPropertyWriter Start()
    {
        _properties.ResetWrittenCount();
        return this;
    }

    public MqttPropertyWriter Byte(MqttPropertyId id, byte value) => value == 0 ? this : AlwaysByte(id, value);

    /// <summary>For a property whose absence does not mean 0.</summary>
    public MqttPropertyWriter AlwaysByte(MqttPropertyId id, byte value)
    {
        _properties.WriteByte((byte)id);
        _properties.WriteByte(value);
        return this;
    }

    public MqttPropertyWriter UInt16(MqttPropertyId id, ushort value)
    {
        if (value == 0) return this;
        _properties.WriteByte((byte)id);
        _properties.WriteUInt16(value);
        return this;
    }

    public MqttPropertyWriter UInt32(MqttPropertyId id, uint value)
    {
        if (value == 0) return this;
        _properties.WriteByte((byte)id);
        _properties.WriteUInt32(value);
        return this;
    }

    public MqttPropertyWriter VariableByteInteger(MqttPropertyId id, uint value)
    {
        if (value == 0) return this;
        _properties.WriteByte((byte)id);
        _properties.WriteVariableByteInteger(value);
        return this;
    }

    public MqttPropertyWriter Text(MqttPropertyId id, string value)
    {
        if (string.IsNullOrEmpty(value)) return this;
        _properties.WriteByte((byte)id);
        _properties.WriteText(value);
        return this;
    }

    public MqttPropertyWriter Binary(MqttPropertyId id, byte[] value)
    {
        if (value is null) return this;
        _properties.WriteByte((byte)id);
        _properties.WriteBinary(value);
        return this;
    }

    public MqttPropertyWriter User(List<MqttUserProperty> properties)
    {
        if (properties is null) return this;
        foreach (var property in properties)
        {
            _properties.WriteByte((byte)MqttPropertyId.UserProperty);
            _properties.WriteText(property.Name);
            _properties.WriteBinary(property.ValueBuffer.Span);
        }
        return this;
    }

    public void WriteTo(IBufferWriter<byte> target)
    {
        target.WriteVariableByteInteger(_properties.WrittenCount);
        target.Write(_properties.WrittenSpan);
    }
}
