using MQTTnet.Protocol;

namespace MQTTnet.Packets;

/// <summary>One topic filter of a SUBSCRIBE with its options (MQTT 5 §3.8.3.1).</summary>
public sealed class MqttTopicFilter
{
    public bool NoLocal { get; set; }
    public MqttQualityOfServiceLevel QualityOfServiceLevel { get; set; }
    public bool RetainAsPublished { get; set; }
    public MqttRetainHandling RetainHandling { get; set; } = MqttRetainHandling.SendAtSubscribe;
    public string Topic { get; set; }

    public override string ToString() => $"{Topic} (QoS {(int)QualityOfServiceLevel})";
}
