using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

public sealed class MqttApplicationMessageBuilder
{
    private string _contentType;
    private byte[] _correlationData;
    private uint _messageExpiryInterval;
    private ReadOnlySequence<byte> _payload;
    private MqttPayloadFormatIndicator _payloadFormatIndicator;
    private MqttQualityOfServiceLevel _qualityOfServiceLevel;
    private string _responseTopic;
    private bool _retain;
    private List<uint> _subscriptionIdentifiers;
    private string _topic;
    private ushort _topicAlias;
    private List<MqttUserProperty> _userProperties;

    public MqttApplicationMessage Build() => _topicAlias == 0 && string.IsNullOrEmpty(_topic)
        ? throw new MqttProtocolViolationException("A message needs a topic or a topic alias.")
        : new MqttApplicationMessage
        {
            ContentType = _contentType,
            CorrelationData = _correlationData,
            MessageExpiryInterval = _messageExpiryInterval,
            Payload = _payload,
            PayloadFormatIndicator = _payloadFormatIndicator,
            QualityOfServiceLevel = _qualityOfServiceLevel,
            ResponseTopic = _responseTopic,
            Retain = _retain,
            SubscriptionIdentifiers = _subscriptionIdentifiers,
            Topic = _topic,
            TopicAlias = _topicAlias,
            UserProperties = _userProperties,
        };

    public MqttApplicationMessageBuilder WithContentType(string contentType)
    {
        _contentType = contentType;
        return this;
    }

    public MqttApplicationMessageBuilder WithCorrelationData(byte[] correlationData)
    {
        _correlationData = correlationData;
        return this;
    }

    public MqttApplicationMessageBuilder WithMessageExpiryInterval(uint messageExpiryInterval)
    {
        _messageExpiryInterval = messageExpiryInterval;
        return this;
    }

    public MqttApplicationMessageBuilder WithPayload(byte[] payload) =>
        WithPayload(payload is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(payload));

    public MqttApplicationMessageBuilder WithPayload(ArraySegment<byte> payloadSegment) =>
        WithPayload(new ReadOnlySequence<byte>(payloadSegment));

    public MqttApplicationMessageBuilder WithPayload(IEnumerable<byte> payload) => payload switch
    {
        null => WithPayload(ReadOnlySequence<byte>.Empty),
        byte[] array => WithPayload(array),
        ArraySegment<byte> segment => WithPayload(segment),
        _ => WithPayload(payload.ToArray()),
    };

    public MqttApplicationMessageBuilder WithPayload(Stream payload) =>
        WithPayload(payload, payload is null ? 0 : payload.Length - payload.Position);

    public MqttApplicationMessageBuilder WithPayload(Stream payload, long length)
    {
        if (payload is null || length == 0) return WithPayload(ReadOnlySequence<byte>.Empty);
        var buffer = new byte[length];
        payload.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return WithPayload(buffer);
    }

    public MqttApplicationMessageBuilder WithPayload(string payload) =>
        WithPayload(string.IsNullOrEmpty(payload) ? null : Encoding.UTF8.GetBytes(payload));

    public MqttApplicationMessageBuilder WithPayload(ReadOnlySequence<byte> payload)
    {
        _payload = payload;
        return this;
    }

    public MqttApplicationMessageBuilder WithPayloadFormatIndicator(MqttPayloadFormatIndicator payloadFormatIndicator)
    {
        _payloadFormatIndicator = payloadFormatIndicator;
        return this;
    }

    public MqttApplicationMessageBuilder WithPayloadSegment(ArraySegment<byte> payloadSegment) => WithPayload(payloadSegment);

    /// <summary>Copies memory that no array stands behind.</summary>
    public MqttApplicationMessageBuilder WithPayloadSegment(ReadOnlyMemory<byte> payloadSegment) =>
        MemoryMarshal.TryGetArray(payloadSegment, out var segment) ? WithPayload(segment) : WithPayload(payloadSegment.ToArray());

    public MqttApplicationMessageBuilder WithQualityOfServiceLevel(MqttQualityOfServiceLevel qualityOfServiceLevel)
    {
        _qualityOfServiceLevel = qualityOfServiceLevel;
        return this;
    }

    public MqttApplicationMessageBuilder WithResponseTopic(string responseTopic)
    {
        _responseTopic = responseTopic;
        return this;
    }

    public MqttApplicationMessageBuilder WithRetainFlag(bool value = true)
    {
        _retain = value;
        return this;
    }

    public MqttApplicationMessageBuilder WithSubscriptionIdentifier(uint subscriptionIdentifier)
    {
        MqttProtocolViolationException.ThrowIfVariableByteIntegerExceedsLimit(subscriptionIdentifier);
        (_subscriptionIdentifiers ??= []).Add(subscriptionIdentifier);
        return this;
    }

    public MqttApplicationMessageBuilder WithTopic(string topic)
    {
        _topic = topic;
        return this;
    }

    public MqttApplicationMessageBuilder WithTopicAlias(ushort topicAlias)
    {
        _topicAlias = topicAlias;
        return this;
    }

    [Obsolete("Give the value as ReadOnlyMemory<byte>.")]
    public MqttApplicationMessageBuilder WithUserProperty(string name, string value) => With(new MqttUserProperty(name, value));

    public MqttApplicationMessageBuilder WithUserProperty(string name, ReadOnlyMemory<byte> value) => With(new MqttUserProperty(name, value));

    public MqttApplicationMessageBuilder WithUserProperty(string name, ArraySegment<byte> value) => With(new MqttUserProperty(name, value));

    private MqttApplicationMessageBuilder With(MqttUserProperty property)
    {
        (_userProperties ??= []).Add(property);
        return this;
    }
}
