using MQTTnet.Packets;

namespace MQTTnet;

public sealed class MqttClientUnsubscribeOptions
{
    public List<string> TopicFilters { get; set; } = [];
    public List<MqttUserProperty> UserProperties { get; set; }
}
