namespace MQTTnet.Packets;

/// <summary>MQTT 5 §3.10.</summary>
internal sealed class MqttUnsubscribePacket : MqttPacketWithIdentifier
{
    public List<string> TopicFilters { get; set; }
    public List<MqttUserProperty> UserProperties { get; set; }
}
