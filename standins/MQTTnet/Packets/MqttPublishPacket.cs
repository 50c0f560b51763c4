using System.Buffers;
using MQTTnet.Protocol;

namespace MQTTnet.Packets;

/// <summary>MQTT 5 §3.3.</summary>
public sealed class MqttPublishPacket : MqttPacketWithIdentifier
{
    public string ContentType { get; set; }
    public byte[] CorrelationData { get; set; }
    public bool Dup { get; set; }
    public uint MessageExpiryInterval { get; set; }
    public ReadOnlySequence<byte> Payload { get; set; }
    public MqttPayloadFormatIndicator PayloadFormatIndicator { get; set; }
    public MqttQualityOfServiceLevel QualityOfServiceLevel { get; set; }
    public string ResponseTopic { get; set; }
    public bool Retain { get; set; }
    public List<uint> SubscriptionIdentifiers { get; set; }
    public string Topic { get; set; }
    public ushort TopicAlias { get; set; }
    public List<MqttUserProperty> UserProperties { get; set; }
}
