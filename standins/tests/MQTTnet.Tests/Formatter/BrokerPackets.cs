using System.Buffers;
using System.Text;
using MQTTnet.Protocol;

namespace MQTTnet.Formatter;

/// <summary>Packets as a broker sends them, written byte by byte.</summary>
internal static class BrokerPackets
{
    public static readonly byte[] Accepted = ConnAck(0);

    /// <summary>One of each kind, with every property it may have.</summary>
    public static TheoryData<string> Samples => [.. All.Keys];

    public static readonly Dictionary<string, byte[]> All = new()
    {
        ["CONNACK, bare"] = ConnAck(0),
        ["CONNACK, refused"] = ConnAck(135, p => p.Text(MqttPropertyId.ReasonString, "no").User("a", "b")),
        ["CONNACK, full"] = ConnAck(0, p => p
            .UInt32(MqttPropertyId.SessionExpiryInterval, 60)
            .UInt16(MqttPropertyId.ReceiveMaximum, 20)
            .Byte(MqttPropertyId.MaximumQoS, 1)
            .Byte(MqttPropertyId.RetainAvailable, 0)
            .UInt32(MqttPropertyId.MaximumPacketSize, 1 << 20)
            .Text(MqttPropertyId.AssignedClientIdentifier, "auto-1")
            .UInt16(MqttPropertyId.TopicAliasMaximum, 10)
            .Text(MqttPropertyId.ReasonString, "welcome")
            .User("ключ", "значение").User("ключ", "")
            .Byte(MqttPropertyId.WildcardSubscriptionAvailable, 0)
            .Byte(MqttPropertyId.SubscriptionIdentifiersAvailable, 0)
            .Byte(MqttPropertyId.SharedSubscriptionAvailable, 0)
            .UInt16(MqttPropertyId.ServerKeepAlive, 30)
            .Text(MqttPropertyId.ResponseInformation, "answers/")
            .Text(MqttPropertyId.ServerReference, "elsewhere")
            .Text(MqttPropertyId.AuthenticationMethod, "none")
            .Binary(MqttPropertyId.AuthenticationData, [1, 2])),
        ["PUBLISH, QoS 0"] = Publish(0x30, "a/b", 0, null, [0xFF, 0xD8, 0xFF, 0xD9]),
        ["PUBLISH, empty"] = Publish(0x31, "a", 0, null, []),
        ["PUBLISH, QoS 1, full"] = Publish(0x3B, "camstream/v1/yard/frame", 7, p => p
            .Byte(MqttPropertyId.PayloadFormatIndicator, 1)
            .UInt32(MqttPropertyId.MessageExpiryInterval, 3)
            .UInt16(MqttPropertyId.TopicAlias, 5)
            .Text(MqttPropertyId.ResponseTopic, "answer")
            .Binary(MqttPropertyId.CorrelationData, [9, 8])
            .VariableByteInteger(MqttPropertyId.SubscriptionIdentifier, 1)
            .VariableByteInteger(MqttPropertyId.SubscriptionIdentifier, 268_435_455)
            .Text(MqttPropertyId.ContentType, "image/jpeg")
            .User("seq", "42"), Enumerable.Range(0, 300).Select(i => (byte)i).ToArray()),
        ["PUBACK, bare"] = [0x40, 2, 0, 7],
        ["PUBACK, reason"] = [0x40, 3, 0, 7, 16],
        ["PUBACK, full"] = Acknowledgement(0x40, 7, p => p.Text(MqttPropertyId.ReasonString, "quota").User("a", "b"), reasonFirst: 151),
        ["SUBACK"] = Acknowledgement(0x90, 8, p => p.Text(MqttPropertyId.ReasonString, "some").User("a", "b"), codes: [1, 135]),
        ["UNSUBACK"] = Acknowledgement(0xB0, 9, p => p.Text(MqttPropertyId.ReasonString, "some").User("a", "b"), codes: [0, 17]),
        ["PINGRESP"] = [0xD0, 0],
        ["DISCONNECT, bare"] = [0xE0, 0],
        ["DISCONNECT, reason"] = [0xE0, 1, 139],
        ["DISCONNECT, full"] = Disconnect(156, p => p
            .UInt32(MqttPropertyId.SessionExpiryInterval, 1)
            .Text(MqttPropertyId.ReasonString, "moved")
            .Text(MqttPropertyId.ServerReference, "elsewhere")
            .User("a", "b")),
    };

    public static byte[] ConnAck(byte reason, Func<PropertyBytes, PropertyBytes>? properties = null) =>
        Packet(0x20, [0, reason, .. Section(properties)]);

    public static byte[] Publish(byte header, string topic, ushort identifier, Func<PropertyBytes, PropertyBytes>? properties, byte[] payload)
    {
        byte[] id = identifier == 0 ? [] : [(byte)(identifier >> 8), (byte)identifier];
        return Packet(header, [.. Text(topic), .. id, .. Section(properties), .. payload]);
    }

    public static byte[] Acknowledgement(
        byte header, ushort identifier, Func<PropertyBytes, PropertyBytes>? properties = null, byte[]? codes = null, byte? reasonFirst = null)
    {
        byte[] reason = reasonFirst is { } code ? [code] : [];
        return Packet(header, [(byte)(identifier >> 8), (byte)identifier, .. reason, .. Section(properties), .. codes ?? []]);
    }

    public static byte[] Disconnect(byte reason, Func<PropertyBytes, PropertyBytes>? properties = null) =>
        Packet(0xE0, [reason, .. Section(properties)]);

    public static byte[] Packet(byte header, byte[] body)
    {
        var packet = new ArrayBufferWriter<byte>();
        packet.WriteByte(header);
        packet.WriteVariableByteInteger(body.Length);
        packet.Write(body);
        return packet.WrittenSpan.ToArray();
    }

    public static byte[] Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return [(byte)(utf8.Length >> 8), (byte)utf8.Length, .. utf8];
    }

    private static byte[] Section(Func<PropertyBytes, PropertyBytes>? properties)
    {
        var bytes = (properties is null ? new PropertyBytes() : properties(new PropertyBytes())).ToArray();
        var section = new ArrayBufferWriter<byte>();
        section.WriteVariableByteInteger(bytes.Length);
        section.Write(bytes);
        return section.WrittenSpan.ToArray();
    }
}
