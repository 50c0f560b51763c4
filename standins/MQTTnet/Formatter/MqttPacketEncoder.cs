using System.Buffers;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet.Formatter;

/// <summary>
/// Packets that a client sends, as bytes. A packet is
/// <code>
/// | type : 4, flags : 4 | remaining length : variable byte integer | variable header, properties | payload |
/// </code>
/// (MQTT 5 §2). The payload of a PUBLISH is counted but not copied: it is sent from where it is.
/// </summary>
internal sealed class MqttPacketEncoder
{
    private readonly ArrayBufferWriter<byte> _packet = new();
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly MqttPropertyWriter _properties = new();

    /// <summary>Everything up to the payload; the memory is valid until the next call.</summary>
    public ReadOnlyMemory<byte> Encode(MqttPacket packet)
    {
        _body.ResetWrittenCount();
        var flags = packet switch
        {
            MqttPublishPacket publish => Publish(publish),
            MqttPubAckPacket pubAck => PubAck(pubAck),
            MqttPingReqPacket => Header(MqttControlPacketType.PingReq),
            MqttConnectPacket connect => Connect(connect),
            MqttSubscribePacket subscribe => Subscribe(subscribe),
            MqttUnsubscribePacket unsubscribe => Unsubscribe(unsubscribe),
            MqttDisconnectPacket disconnect => Disconnect(disconnect),
            _ => throw new MqttProtocolViolationException($"A client does not send {packet.GetType().Name}."),
        };

        _packet.ResetWrittenCount();
        _packet.WriteByte(flags);
        _packet.WriteVariableByteInteger(_body.WrittenCount + ((packet as MqttPublishPacket)?.Payload.Length ?? 0));
        _packet.Write(_body.WrittenSpan);
        return _packet.WrittenMemory;
    }

    private static byte Header(MqttControlPacketType type, int flags = 0) => (byte)(((int)type << 4) | flags);

    /// <summary>§3.1. Connect flags: user name : 1, password : 1, will retain : 1, will QoS : 2, will : 1, clean start : 1, 0 : 1.</summary>
    private byte Connect(MqttConnectPacket packet)
    {
        if (packet.Password is not null && packet.Username is null)
            throw new MqttProtocolViolationException("A password needs a user name.");
        if (string.IsNullOrEmpty(packet.ClientId) && !packet.CleanSession)
            throw new MqttProtocolViolationException("A session to be resumed needs a client identifier.");

        var flags = (packet.CleanSession ? 0x02 : 0) | (packet.Password is null ? 0 : 0x40) | (packet.Username is null ? 0 : 0x80);
        if (packet.Will is { } will) flags |= 0x04 | ((int)will.QualityOfServiceLevel << 3) | (will.Retain ? 0x20 : 0);
        _body.WriteText("MQTT");
        _body.WriteByte((byte)MqttProtocolVersion.V500);
        _body.WriteByte((byte)flags);
        _body.WriteUInt16(packet.KeepAlivePeriod);

        _properties.Start()
            .UInt32(MqttPropertyId.SessionExpiryInterval, packet.SessionExpiryInterval)
            .UInt16(MqttPropertyId.ReceiveMaximum, packet.ReceiveMaximum)
            .UInt32(MqttPropertyId.MaximumPacketSize, packet.MaximumPacketSize)
            .UInt16(MqttPropertyId.TopicAliasMaximum, packet.TopicAliasMaximum)
            .Byte(MqttPropertyId.RequestResponseInformation, (byte)(packet.RequestResponseInformation ? 1 : 0));
        if (!packet.RequestProblemInformation) _properties.AlwaysByte(MqttPropertyId.RequestProblemInformation, 0);
        _properties.User(packet.UserProperties).WriteTo(_body);

        _body.WriteText(packet.ClientId);
        if (packet.Will is not null) Will(packet.Will, packet.WillDelayInterval);
        if (packet.Username is not null) _body.WriteText(packet.Username);
        if (packet.Password is not null) _body.WriteBinary(packet.Password);
        return Header(MqttControlPacketType.Connect);
    }

    private void Will(MqttPublishPacket will, uint delay)
    {
        MessageProperties(will).UInt32(MqttPropertyId.WillDelayInterval, delay).WriteTo(_body);
        _body.WriteText(will.Topic);
        _body.WriteBinary(will.Payload.ToArray());
    }

    /// <summary>§3.3. Flags: duplicate : 1, QoS : 2, retain : 1.</summary>
    private byte Publish(MqttPublishPacket packet)
    {
        var qos = packet.QualityOfServiceLevel;
        if (packet.Dup && qos == MqttQualityOfServiceLevel.AtMostOnce)
            throw new MqttProtocolViolationException("A QoS 0 message is never a duplicate.");

        _body.WriteText(packet.Topic);
        if (qos != MqttQualityOfServiceLevel.AtMostOnce) WriteIdentifier(packet);
        MessageProperties(packet).UInt16(MqttPropertyId.TopicAlias, packet.TopicAlias);
        foreach (var identifier in packet.SubscriptionIdentifiers ?? [])
            _properties.VariableByteInteger(MqttPropertyId.SubscriptionIdentifier, identifier);
        _properties.WriteTo(_body);
        return Header(MqttControlPacketType.Publish, (packet.Dup ? 8 : 0) | ((int)qos << 1) | (packet.Retain ? 1 : 0));
    }

    private MqttPropertyWriter MessageProperties(MqttPublishPacket message) => _properties.Start()
        .Byte(MqttPropertyId.PayloadFormatIndicator, (byte)message.PayloadFormatIndicator)
        .UInt32(MqttPropertyId.MessageExpiryInterval, message.MessageExpiryInterval)
        .Text(MqttPropertyId.ContentType, message.ContentType)
        .Text(MqttPropertyId.ResponseTopic, message.ResponseTopic)
        .Binary(MqttPropertyId.CorrelationData, message.CorrelationData)
        .User(message.UserProperties);

    /// <summary>§3.4. "The Reason Code and Property Length can be omitted if the Reason Code is 0x00 (Success) and there are no Properties."</summary>
    private byte PubAck(MqttPubAckPacket packet)
    {
        WriteIdentifier(packet);
        _properties.Start().Text(MqttPropertyId.ReasonString, packet.ReasonString).User(packet.UserProperties);
        if (packet.ReasonCode != MqttPubAckReasonCode.Success || !_properties.IsEmpty)
        {
            _body.WriteByte((byte)packet.ReasonCode);
            _properties.WriteTo(_body);
        }
        return Header(MqttControlPacketType.PubAck);
    }

    /// <summary>§3.8. Options of a filter: 0 : 2, retain handling : 2, retain as published : 1, no local : 1, QoS : 2.</summary>
    private byte Subscribe(MqttSubscribePacket packet)
    {
        if (packet.TopicFilters is null or []) throw new MqttProtocolViolationException("SUBSCRIBE needs a topic filter.");

        WriteIdentifier(packet);
        _properties.Start()
            .VariableByteInteger(MqttPropertyId.SubscriptionIdentifier, packet.SubscriptionIdentifier)
            .User(packet.UserProperties)
            .WriteTo(_body);
        foreach (var filter in packet.TopicFilters)
        {
            _body.WriteText(filter.Topic);
            _body.WriteByte((byte)(
                ((int)filter.RetainHandling << 4) | (filter.RetainAsPublished ? 8 : 0) | (filter.NoLocal ? 4 : 0) | (int)filter.QualityOfServiceLevel));
        }
        return Header(MqttControlPacketType.Subscribe, 2);
    }

    /// <summary>§3.10.</summary>
    private byte Unsubscribe(MqttUnsubscribePacket packet)
    {
        if (packet.TopicFilters is null or []) throw new MqttProtocolViolationException("UNSUBSCRIBE needs a topic filter.");

        WriteIdentifier(packet);
        _properties.Start().User(packet.UserProperties).WriteTo(_body);
        foreach (var filter in packet.TopicFilters) _body.WriteText(filter);
        return Header(MqttControlPacketType.Unsubscribe, 2);
    }

    /// <summary>§3.14.</summary>
    private byte Disconnect(MqttDisconnectPacket packet)
    {
        _body.WriteByte((byte)packet.ReasonCode);
        _properties.Start()
            .UInt32(MqttPropertyId.SessionExpiryInterval, packet.SessionExpiryInterval)
            .Text(MqttPropertyId.ReasonString, packet.ReasonString)
            .User(packet.UserProperties)
            .WriteTo(_body);
        return Header(MqttControlPacketType.Disconnect);
    }

    private void WriteIdentifier(MqttPacketWithIdentifier packet) => _body.WriteUInt16(packet.PacketIdentifier != 0
        ? packet.PacketIdentifier
        : throw new MqttProtocolViolationException($"{packet.GetType().Name} needs a packet identifier."));
}
