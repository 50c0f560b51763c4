using MQTTnet.Exceptions;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

public sealed class MqttClientSubscribeOptionsBuilder
{
    private readonly MqttClientSubscribeOptions _options = new();

    public MqttClientSubscribeOptions Build() => _options;

    public MqttClientSubscribeOptionsBuilder WithSubscriptionIdentifier(uint subscriptionIdentifier)
    {
        _options.SubscriptionIdentifier = subscriptionIdentifier != 0
            ? subscriptionIdentifier
            : throw new MqttProtocolViolationException("A subscription identifier cannot be 0.");
        return this;
    }

    public MqttClientSubscribeOptionsBuilder WithTopicFilter(
        string topic,
        MqttQualityOfServiceLevel qualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce,
        bool noLocal = false,
        bool retainAsPublished = false,
        MqttRetainHandling retainHandling = MqttRetainHandling.SendAtSubscribe) =>
        WithTopicFilter(new MqttTopicFilter
        {
            Topic = topic,
            QualityOfServiceLevel = qualityOfServiceLevel,
            NoLocal = noLocal,
            RetainAsPublished = retainAsPublished,
            RetainHandling = retainHandling,
        });

    public MqttClientSubscribeOptionsBuilder WithTopicFilter(Action<MqttTopicFilterBuilder> topicFilterBuilder)
    {
        ArgumentNullException.ThrowIfNull(topicFilterBuilder);
        var builder = new MqttTopicFilterBuilder();
        topicFilterBuilder(builder);
        return WithTopicFilter(builder);
    }

    public MqttClientSubscribeOptionsBuilder WithTopicFilter(MqttTopicFilterBuilder topicFilterBuilder)
    {
        ArgumentNullException.ThrowIfNull(topicFilterBuilder);
        return WithTopicFilter(topicFilterBuilder.Build());
    }

    public MqttClientSubscribeOptionsBuilder WithTopicFilter(MqttTopicFilter topicFilter)
    {
        ArgumentNullException.ThrowIfNull(topicFilter);
        (_options.TopicFilters ??= []).Add(topicFilter);
        return this;
    }

    public MqttClientSubscribeOptionsBuilder WithUserProperty(string name, ReadOnlyMemory<byte> value) => With(new MqttUserProperty(name, value));

    public MqttClientSubscribeOptionsBuilder WithUserProperty(string name, ArraySegment<byte> value) => With(new MqttUserProperty(name, value));

    private MqttClientSubscribeOptionsBuilder With(MqttUserProperty property)
    {
        (_options.UserProperties ??= []).Add(property);
        return this;
    }
}
