using System.Buffers;
using MQTTnet.Exceptions;
using MQTTnet.Packets;

namespace MQTTnet.Connection;

/// <summary>Between what the application gives and gets, and packets.</summary>
internal static class MqttPacketMapping
{
    public static MqttConnectPacket ToConnect(MqttClientOptions options) => new()
    {
        CleanSession = options.CleanSession,
        ClientId = options.ClientId,
        KeepAlivePeriod = (ushort)options.KeepAlivePeriod.TotalSeconds,
        MaximumPacketSize = options.MaximumPacketSize,
        Password = options.Credentials?.GetPassword(options),
        ReceiveMaximum = options.ReceiveMaximum,
        RequestProblemInformation = options.RequestProblemInformation,
        RequestResponseInformation = options.RequestResponseInformation,
        SessionExpiryInterval = options.SessionExpiryInterval,
        TopicAliasMaximum = options.TopicAliasMaximum,
        Username = options.Credentials?.GetUserName(options),
        UserProperties = options.UserProperties,
        WillDelayInterval = options.WillDelayInterval,
        Will = string.IsNullOrEmpty(options.WillTopic) ? null : new MqttPublishPacket
        {
            ContentType = options.WillContentType,
            CorrelationData = options.WillCorrelationData,
            MessageExpiryInterval = options.WillMessageExpiryInterval,
            Payload = new ReadOnlySequence<byte>(options.WillPayload ?? []),
            PayloadFormatIndicator = options.WillPayloadFormatIndicator,
            QualityOfServiceLevel = options.WillQualityOfServiceLevel,
            ResponseTopic = options.WillResponseTopic,
            Retain = options.WillRetain,
            Topic = options.WillTopic,
            UserProperties = options.WillUserProperties,
        },
    };

    public static MqttClientConnectResult ToResult(MqttConnAckPacket packet) => new()
    {
        AssignedClientIdentifier = packet.AssignedClientIdentifier,
        AuthenticationData = packet.AuthenticationData,
        AuthenticationMethod = packet.AuthenticationMethod,
        IsSessionPresent = packet.IsSessionPresent,
        MaximumPacketSize = packet.MaximumPacketSize,
        MaximumQoS = packet.MaximumQoS,
        ReasonString = packet.ReasonString,
        ReceiveMaximum = packet.ReceiveMaximum,
        ResponseInformation = packet.ResponseInformation,
        ResultCode = (MqttClientConnectResultCode)packet.ReasonCode,
        RetainAvailable = packet.RetainAvailable,
        ServerKeepAlive = packet.ServerKeepAlive,
        ServerReference = packet.ServerReference,
        SessionExpiryInterval = packet.SessionExpiryInterval,
        SharedSubscriptionAvailable = packet.SharedSubscriptionAvailable,
        SubscriptionIdentifiersAvailable = packet.SubscriptionIdentifiersAvailable,
        TopicAliasMaximum = packet.TopicAliasMaximum,
        UserProperties = packet.UserProperties,
        WildcardSubscriptionAvailable = packet.WildcardSubscriptionAvailable,
    };

    public static MqttPublishPacket ToPublish(MqttApplicationMessage message) => new()
    {
        ContentType = message.ContentType,
        CorrelationData = message.CorrelationData,
        Dup = message.Dup,
        MessageExpiryInterval = message.MessageExpiryInterval,
        Payload = message.Payload,
        PayloadFormatIndicator = message.PayloadFormatIndicator,
        QualityOfServiceLevel = message.QualityOfServiceLevel,
        ResponseTopic = message.ResponseTopic,
        Retain = message.Retain,
        SubscriptionIdentifiers = message.SubscriptionIdentifiers,
        Topic = message.Topic,
        TopicAlias = message.TopicAlias,
        UserProperties = message.UserProperties,
    };

    public static MqttApplicationMessage ToMessage(MqttPublishPacket packet) => new()
    {
        ContentType = packet.ContentType,
        CorrelationData = packet.CorrelationData,
        Dup = packet.Dup,
        MessageExpiryInterval = packet.MessageExpiryInterval,
        Payload = packet.Payload,
        PayloadFormatIndicator = packet.PayloadFormatIndicator,
        QualityOfServiceLevel = packet.QualityOfServiceLevel,
        ResponseTopic = packet.ResponseTopic,
        Retain = packet.Retain,
        SubscriptionIdentifiers = packet.SubscriptionIdentifiers,
        Topic = packet.Topic,
        TopicAlias = packet.TopicAlias,
        UserProperties = packet.UserProperties,
    };

    public static MqttClientPublishResult ToResult(MqttPubAckPacket packet) =>
        new(packet.PacketIdentifier, (MqttClientPublishReasonCode)packet.ReasonCode, packet.ReasonString, packet.UserProperties ?? []);

    public static MqttClientSubscribeResult ToResult(MqttSubscribePacket request, MqttSubAckPacket answer)
    {
        ThrowIfNotOneEach(request.TopicFilters.Count, answer.ReasonCodes.Count);
        var items = request.TopicFilters
            .Zip(answer.ReasonCodes, (filter, code) => new MqttClientSubscribeResultItem(filter, (MqttClientSubscribeResultCode)code)).ToList();
        return new MqttClientSubscribeResult(answer.PacketIdentifier, items, answer.ReasonString, answer.UserProperties ?? []);
    }

    public static MqttClientUnsubscribeResult ToResult(MqttUnsubscribePacket request, MqttUnsubAckPacket answer)
    {
        ThrowIfNotOneEach(request.TopicFilters.Count, answer.ReasonCodes.Count);
        var items = request.TopicFilters
            .Zip(answer.ReasonCodes, (filter, code) => new MqttClientUnsubscribeResultItem(filter, (MqttClientUnsubscribeResultCode)code)).ToList();
        return new MqttClientUnsubscribeResult(answer.PacketIdentifier, items, answer.ReasonString, answer.UserProperties ?? []);
    }

    private static void ThrowIfNotOneEach(int filters, int codes)
    {
        if (filters != codes) throw new MqttProtocolViolationException($"The broker answered {filters} topic filters with {codes} reason codes.");
    }
}
