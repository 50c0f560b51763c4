using MQTTnet.Exceptions;

namespace MQTTnet.Protocol;

/// <summary>What a topic name and a topic filter may look like before anything is sent (MQTT 5 §4.7).</summary>
public static class MqttTopicValidator
{
    public static void ThrowIfInvalid(MqttApplicationMessage applicationMessage)
    {
        ArgumentNullException.ThrowIfNull(applicationMessage);
        if (applicationMessage.TopicAlias == 0) ThrowIfInvalid(applicationMessage.Topic);
    }

    public static void ThrowIfInvalid(string topic)
    {
        if (string.IsNullOrEmpty(topic)) throw new MqttProtocolViolationException("A topic cannot be empty.");
        var wildcard = topic.AsSpan().IndexOfAny('+', '#');
        if (wildcard >= 0) throw new MqttProtocolViolationException($"A topic cannot contain '{topic[wildcard]}'.");
    }

    public static void ThrowIfInvalidSubscribe(string topic)
    {
        if (string.IsNullOrEmpty(topic)) throw new MqttProtocolViolationException("A topic filter cannot be empty.");
        var hash = topic.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0 && hash != topic.Length - 1) throw new MqttProtocolViolationException("'#' can only be a topic filter's last character.");
    }
}
