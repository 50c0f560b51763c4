using MQTTnet.Protocol;

namespace MQTTnet.Packets;

/// <summary>MQTT 5 §3.4.</summary>
internal sealed class MqttPubAckPacket : MqttPacketWithIdentifier
{
    public MqttPubAckReasonCode ReasonCode { get; set; }
    public string ReasonString { get; set; }
    public List<MqttUserProperty> UserProperties { get; set; }
}
