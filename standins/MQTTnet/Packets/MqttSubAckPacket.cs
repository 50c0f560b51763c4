using MQTTnet.Protocol;

namespace MQTTnet.Packets;

/// <summary>MQTT 5 §3.9.</summary>
internal sealed class MqttSubAckPacket : MqttPacketWithIdentifier
{
    public List<MqttSubscribeReasonCode> ReasonCodes { get; set; }
    public string ReasonString { get; set; }
    public List<MqttUserProperty> UserProperties { get; set; }
}
