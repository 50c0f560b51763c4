using System.Buffers;
using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet.Formatter;

/// <summary>
/// Bytes from a broker, as packets. Strict about structure, because everything after a misread length is noise; as lenient as the
/// package about what a conforming broker checked already (text that is not UTF-8, a property given twice: the last one counts).
/// </summary>
internal static class MqttPacketDecoder
{
    /// <summary>
    /// Takes the first packet off <paramref name="input"/>. False: more bytes have to come. The size is checked as soon as it is known.
    /// </summary>
    /// <param name="input">What has been received and not been read yet.</param>
    /// <param name="maximumPacketSize">Bytes, the fixed header included; 0: what the protocol allows.</param>
    /// <param name="packet">The packet, in memory of its own.</param>
    /// <exception cref="MqttProtocolViolationException">The bytes are no packet that a broker may send.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> input, uint maximumPacketSize, out MqttPacket packet)
    {
        packet = null;
        var reader = new SequenceReader<byte>(input);
        if (!reader.TryRead(out var header)) return false;

        var type = CheckedType(header);
        if (!MqttReader.TryReadVariableByteInteger(ref reader, out var length)) return false;
        var size = reader.Consumed + length;
        if (maximumPacketSize != 0 && size > maximumPacketSize)
            throw new MqttProtocolViolationException($"A packet of {size} bytes is larger than the maximum packet size, {maximumPacketSize}.");
        if (reader.Remaining < length) return false;

        packet = Read(type, header & 0x0F, new MqttReader(reader.UnreadSequence.Slice(0, length)));
        input = input.Slice(size);
        return true;
    }

    /// <summary>§2.1.3: the flags of every packet but PUBLISH are 0 here; others make the packet malformed.</summary>
    private static MqttControlPacketType CheckedType(byte header)
    {
        var type = (MqttControlPacketType)(header >> 4);
        var flags = header & 0x0F;
        switch (type)
        {
            case MqttControlPacketType.Publish when (flags & 6) == 6:
                throw new MqttProtocolViolationException("Malformed packet: PUBLISH with QoS 3.");
            case MqttControlPacketType.Publish when (flags & 6) == 4:
                throw new MqttProtocolViolationException("This stand-in for MQTTnet does not receive QoS 2.");
            case MqttControlPacketType.Publish:
                return type;
            case MqttControlPacketType.ConnAck or MqttControlPacketType.PubAck or MqttControlPacketType.SubAck
                or MqttControlPacketType.UnsubAck or MqttControlPacketType.PingResp or MqttControlPacketType.Disconnect:
                return flags == 0 ? type : throw new MqttProtocolViolationException($"Malformed packet: {type} with flags 0x{flags:X}.");
            default:
                throw new MqttProtocolViolationException($"A broker may not send packet type {(int)type} ({type}) to this client.");
        }
    }

    private static MqttPacket Read(MqttControlPacketType type, int flags, MqttReader body) => type switch
    {
        MqttControlPacketType.Publish => ReadPublish(flags, ref body),
        MqttControlPacketType.PubAck => ReadPubAck(ref body),
        MqttControlPacketType.PingResp => MqttPingRespPacket.Instance,
        MqttControlPacketType.ConnAck => MqttConnAckDecoder.Read(ref body),
        MqttControlPacketType.SubAck => ReadSubAck(ref body),
        MqttControlPacketType.UnsubAck => ReadUnsubAck(ref body),
        _ => ReadDisconnect(ref body),
    };

    private static MqttPublishPacket ReadPublish(int flags, ref MqttReader body)
    {
        var packet = new MqttPublishPacket
        {
            Dup = (flags & 8) != 0,
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)((flags >> 1) & 3),
            Retain = (flags & 1) != 0,
            Topic = body.ReadText(),
        };
        if (packet.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce) packet.PacketIdentifier = ReadIdentifier(ref body);

        for (var properties = body.ReadProperties(); !properties.End;)
        {
            var id = (MqttPropertyId)properties.ReadByte();
            switch (id)
            {
                case MqttPropertyId.PayloadFormatIndicator: packet.PayloadFormatIndicator = (MqttPayloadFormatIndicator)properties.ReadByte(); break;
                case MqttPropertyId.MessageExpiryInterval: packet.MessageExpiryInterval = properties.ReadUInt32(); break;
                case MqttPropertyId.TopicAlias: packet.TopicAlias = properties.ReadUInt16(); break;
                case MqttPropertyId.ResponseTopic: packet.ResponseTopic = properties.ReadText(); break;
                case MqttPropertyId.CorrelationData: packet.CorrelationData = properties.ReadBinary(); break;
                case MqttPropertyId.SubscriptionIdentifier: (packet.SubscriptionIdentifiers ??= []).Add(properties.ReadVariableByteInteger()); break;
                case MqttPropertyId.ContentType: packet.ContentType = properties.ReadText(); break;
                case MqttPropertyId.UserProperty: (packet.UserProperties ??= []).Add(properties.ReadUserProperty()); break;
                default: throw UnknownProperty(id, MqttControlPacketType.Publish);
            }
        }
        packet.Payload = new ReadOnlySequence<byte>(body.ReadRest());
        return packet;
    }

    private static MqttPubAckPacket ReadPubAck(ref MqttReader body)
    {
        var packet = new MqttPubAckPacket { PacketIdentifier = ReadIdentifier(ref body) };
        if (body.End) return packet;
        packet.ReasonCode = (MqttPubAckReasonCode)body.ReadByte();
        (packet.ReasonString, packet.UserProperties) = ReadReason(ref body, MqttControlPacketType.PubAck);
        ThrowIfMore(body);
        return packet;
    }

    private static MqttSubAckPacket ReadSubAck(ref MqttReader body)
    {
        var packet = new MqttSubAckPacket { PacketIdentifier = ReadIdentifier(ref body) };
        (packet.ReasonString, packet.UserProperties) = ReadReason(ref body, MqttControlPacketType.SubAck);
        packet.ReasonCodes = body.ReadReasonCodes<MqttSubscribeReasonCode>();
        return packet;
    }

    private static MqttUnsubAckPacket ReadUnsubAck(ref MqttReader body)
    {
        var packet = new MqttUnsubAckPacket { PacketIdentifier = ReadIdentifier(ref body) };
        (packet.ReasonString, packet.UserProperties) = ReadReason(ref body, MqttControlPacketType.UnsubAck);
        packet.ReasonCodes = body.ReadReasonCodes<MqttUnsubscribeReasonCode>();
        return packet;
    }

    /// <summary>§3.14.2.1: "If the Remaining Length is less than 1 the value of 0x00 (Normal disconnection) is used."</summary>
    private static MqttDisconnectPacket ReadDisconnect(ref MqttReader body)
    {
        var packet = new MqttDisconnectPacket();
        if (body.End) return packet;
        packet.ReasonCode = (MqttDisconnectReasonCode)body.ReadByte();
        for (var properties = body.ReadProperties(); !properties.End;)
        {
            var id = (MqttPropertyId)properties.ReadByte();
            switch (id)
            {
                case MqttPropertyId.SessionExpiryInterval: packet.SessionExpiryInterval = properties.ReadUInt32(); break;
                case MqttPropertyId.ReasonString: packet.ReasonString = properties.ReadText(); break;
                case MqttPropertyId.ServerReference: packet.ServerReference = properties.ReadText(); break;
                case MqttPropertyId.UserProperty: (packet.UserProperties ??= []).Add(properties.ReadUserProperty()); break;
                default: throw UnknownProperty(id, MqttControlPacketType.Disconnect);
            }
        }
        ThrowIfMore(body);
        return packet;
    }

    private static (string Reason, List<MqttUserProperty> UserProperties) ReadReason(ref MqttReader body, MqttControlPacketType type)
    {
        string reason = null;
        List<MqttUserProperty> userProperties = null;
        for (var properties = body.ReadProperties(); !properties.End;)
        {
            var id = (MqttPropertyId)properties.ReadByte();
            if (id == MqttPropertyId.ReasonString) reason = properties.ReadText();
            else if (id == MqttPropertyId.UserProperty) (userProperties ??= []).Add(properties.ReadUserProperty());
            else throw UnknownProperty(id, type);
        }
        return (reason, userProperties);
    }

    private static ushort ReadIdentifier(ref MqttReader body) => body.ReadUInt16() is var identifier and not 0
        ? identifier
        : throw new MqttProtocolViolationException("Malformed packet: packet identifier 0.");

    internal static void ThrowIfMore(MqttReader body)
    {
        if (!body.End) throw new MqttProtocolViolationException($"Malformed packet: {body.Remaining} bytes too long.");
    }

    internal static MqttProtocolViolationException UnknownProperty(MqttPropertyId id, MqttControlPacketType type) =>
        new($"Malformed packet: {type} with property {(int)id} ({id}).");
}
