using System.Text;

namespace MQTTnet.Packets;

/// <summary>A name and a UTF-8 value (MQTT 5 §2.2.2.2); the value is kept as bytes until someone asks for text.</summary>
public sealed class MqttUserProperty
{
    [Obsolete("Give the value as ArraySegment<byte> or ReadOnlyMemory<byte>.")]
    public MqttUserProperty(string name, string value)
        : this(name, new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(value ?? throw new ArgumentNullException(nameof(value)))))
    {
    }

    public MqttUserProperty(string name, ArraySegment<byte> value)
        : this(name, value.Array is null ? throw new ArgumentNullException(nameof(value)) : value.AsMemory())
    {
    }

    public MqttUserProperty(string name, ReadOnlyMemory<byte> value)
    {
        Name = name ?? throw new ArgumentNullException(nameof(name));
        ValueBuffer = value;
    }

    public string Name { get; }
    public ReadOnlyMemory<byte> ValueBuffer { get; }

    [Obsolete("Use ValueBuffer or ReadValueAsString().")]
    public string Value => this.ReadValueAsString();

    public bool Equals(MqttUserProperty other) =>
        other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal) && ValueBuffer.Span.SequenceEqual(other.ValueBuffer.Span);

    public override bool Equals(object obj) => Equals(obj as MqttUserProperty);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Name, StringComparer.Ordinal);
        hash.AddBytes(ValueBuffer.Span);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{Name} = {this.ReadValueAsString()}";
}
