using System.Buffers;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

/// <summary>A message to publish, or received. A received payload is memory of its own: it may be kept.</summary>
public sealed class MqttApplicationMessage
{
    public string ContentType { get; set; }
    public byte[] CorrelationData { get; set; }
    public bool Dup { get; set; }

    /// <summary>Seconds; 0: never.</summary>
    public uint MessageExpiryInterval { get; set; }

    public ArraySegment<byte> PayloadSegment
    {
        set => Payload = new ReadOnlySequence<byte>(value);
    }

    public ReadOnlySequence<byte> Payload { get; set; } = ReadOnlySequence<byte>.Empty;
    public MqttPayloadFormatIndicator PayloadFormatIndicator { get; set; }
    public MqttQualityOfServiceLevel QualityOfServiceLevel { get; set; }
    public string ResponseTopic { get; set; }
    public bool Retain { get; set; }
    public List<uint> SubscriptionIdentifiers { get; set; }
    public string Topic { get; set; }

    /// <summary>0: none. The caller keeps which alias stands for which topic on this connection.</summary>
    public ushort TopicAlias { get; set; }

    public List<MqttUserProperty> UserProperties { get; set; }
}
