namespace MQTTnet.Packets;

/// <summary>MQTT 5 §3.8.</summary>
internal sealed class MqttSubscribePacket : MqttPacketWithIdentifier
{
    public uint SubscriptionIdentifier { get; set; }
    public List<MqttTopicFilter> TopicFilters { get; set; }
    public List<MqttUserProperty> UserProperties { get; set; }
}
