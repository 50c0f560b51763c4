using MQTTnet.Packets;

namespace MQTTnet;

public sealed class MqttClientUnsubscribeOptionsBuilder
{
    private readonly MqttClientUnsubscribeOptions _options = new();

    public MqttClientUnsubscribeOptions Build() => _options;

    public MqttClientUnsubscribeOptionsBuilder WithTopicFilter(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        (_options.TopicFilters ??= []).Add(topic);
        return this;
    }

    public MqttClientUnsubscribeOptionsBuilder WithTopicFilter(MqttTopicFilter topicFilter)
    {
        ArgumentNullException.ThrowIfNull(topicFilter);
        return WithTopicFilter(topicFilter.Topic);
    }

    public MqttClientUnsubscribeOptionsBuilder WithUserProperty(MqttUserProperty userProperty)
    {
        ArgumentNullException.ThrowIfNull(userProperty);
        (_options.UserProperties ??= []).Add(userProperty);
        return this;
    }
}
