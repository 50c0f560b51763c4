using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet.Formatter;

/// <summary>CONNACK (MQTT 5 §3.2), the packet with the most properties.</summary>
internal static class MqttConnAckDecoder
{
    public static MqttConnAckPacket Read(ref MqttReader body)
    {
        var packet = new MqttConnAckPacket
        {
            IsSessionPresent = (body.ReadByte() & 1) != 0,
            ReasonCode = (MqttConnectReasonCode)body.ReadByte(),
        };
        for (var properties = body.ReadProperties(); !properties.End;) ReadProperty(packet, ref properties);
        MqttPacketDecoder.ThrowIfMore(body);
        return packet;
    }

    private static void ReadProperty(MqttConnAckPacket packet, ref MqttReader properties)
    {
        var id = (MqttPropertyId)properties.ReadByte();
        switch (id)
        {
            case MqttPropertyId.SessionExpiryInterval: packet.SessionExpiryInterval = properties.ReadUInt32(); break;
            case MqttPropertyId.ReceiveMaximum: packet.ReceiveMaximum = properties.ReadUInt16(); break;
            case MqttPropertyId.MaximumQoS: packet.MaximumQoS = (MqttQualityOfServiceLevel)properties.ReadByte(); break;
            case MqttPropertyId.RetainAvailable: packet.RetainAvailable = properties.ReadByte() != 0; break;
            case MqttPropertyId.MaximumPacketSize: packet.MaximumPacketSize = properties.ReadUInt32(); break;
            case MqttPropertyId.AssignedClientIdentifier: packet.AssignedClientIdentifier = properties.ReadText(); break;
            case MqttPropertyId.TopicAliasMaximum: packet.TopicAliasMaximum = properties.ReadUInt16(); break;
            case MqttPropertyId.ReasonString: packet.ReasonString = properties.ReadText(); break;
            case MqttPropertyId.UserProperty: (packet.UserProperties ??= []).Add(properties.ReadUserProperty()); break;
            case MqttPropertyId.WildcardSubscriptionAvailable: packet.WildcardSubscriptionAvailable = properties.ReadByte() != 0; break;
            case MqttPropertyId.SubscriptionIdentifiersAvailable: packet.SubscriptionIdentifiersAvailable = properties.ReadByte() != 0; break;
            case MqttPropertyId.SharedSubscriptionAvailable: packet.SharedSubscriptionAvailable = properties.ReadByte() != 0; break;
            case MqttPropertyId.ServerKeepAlive: packet.ServerKeepAlive = properties.ReadUInt16(); break;
            case MqttPropertyId.ResponseInformation: packet.ResponseInformation = properties.ReadText(); break;
            case MqttPropertyId.ServerReference: packet.ServerReference = properties.ReadText(); break;
            case MqttPropertyId.AuthenticationMethod: packet.AuthenticationMethod = properties.ReadText(); break;
            case MqttPropertyId.AuthenticationData: packet.AuthenticationData = properties.ReadBinary(); break;
            default: throw MqttPacketDecoder.UnknownProperty(id, MqttControlPacketType.ConnAck);
        }
    }
}
