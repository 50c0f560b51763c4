using System.Buffers;
using System.Text;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

/// <summary>Shorter ways to call <see cref="IMqttClient"/>.</summary>
public static class MqttClientExtensions
{
    public static Task DisconnectAsync(
        this IMqttClient client,
        MqttClientDisconnectOptionsReason reason = MqttClientDisconnectOptionsReason.NormalDisconnection,
        string reasonString = null,
        uint sessionExpiryInterval = 0,
        List<MqttUserProperty> userProperties = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var options = new MqttClientDisconnectOptions
        {
            Reason = reason,
            ReasonString = reasonString,
            SessionExpiryInterval = sessionExpiryInterval,
            UserProperties = userProperties,
        };
        return client.DisconnectAsync(options, cancellationToken);
    }

    public static Task<MqttClientPublishResult> PublishBinaryAsync(
        this IMqttClient mqttClient,
        string topic,
        IEnumerable<byte> payload = null,
        MqttQualityOfServiceLevel qualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce,
        bool retain = false,
        CancellationToken cancellationToken = default) =>
        Publish(mqttClient, topic, message => message.WithPayload(payload), qualityOfServiceLevel, retain, cancellationToken);

    public static Task<MqttClientPublishResult> PublishSequenceAsync(
        this IMqttClient mqttClient,
        string topic,
        ReadOnlySequence<byte> payload,
        MqttQualityOfServiceLevel qualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce,
        bool retain = false,
        CancellationToken cancellationToken = default) =>
        Publish(mqttClient, topic, message => message.WithPayload(payload), qualityOfServiceLevel, retain, cancellationToken);

    public static Task<MqttClientPublishResult> PublishStringAsync(
        this IMqttClient mqttClient,
        string topic,
        string payload = null,
        MqttQualityOfServiceLevel qualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce,
        bool retain = false,
        CancellationToken cancellationToken = default) =>
        mqttClient.PublishBinaryAsync(topic, Encoding.UTF8.GetBytes(payload ?? ""), qualityOfServiceLevel, retain, cancellationToken);

    public static Task ReconnectAsync(this IMqttClient client, CancellationToken cancellationToken = default) =>
        client.Options is { } options
            ? client.ConnectAsync(options, cancellationToken)
            : throw new InvalidOperationException("The client has no options to connect with again: it was never connected.");

    public static Task<MqttClientSubscribeResult> SubscribeAsync(
        this IMqttClient mqttClient, MqttTopicFilter topicFilter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mqttClient);
        return mqttClient.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter(topicFilter).Build(), cancellationToken);
    }

    public static Task<MqttClientSubscribeResult> SubscribeAsync(
        this IMqttClient mqttClient,
        string topic,
        MqttQualityOfServiceLevel qualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return mqttClient.SubscribeAsync(new MqttTopicFilter { Topic = topic, QualityOfServiceLevel = qualityOfServiceLevel }, cancellationToken);
    }

    public static async Task<bool> TryDisconnectAsync(
        this IMqttClient client,
        MqttClientDisconnectOptionsReason reason = MqttClientDisconnectOptionsReason.NormalDisconnection,
        string reasonString = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            await client.DisconnectAsync(reason, reasonString).ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    public static async Task<bool> TryPingAsync(this IMqttClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            await client.PingAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    public static Task<MqttClientUnsubscribeResult> UnsubscribeAsync(
        this IMqttClient mqttClient, string topic, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mqttClient);
        return mqttClient.UnsubscribeAsync(new MqttClientUnsubscribeOptionsBuilder().WithTopicFilter(topic).Build(), cancellationToken);
    }

    private static Task<MqttClientPublishResult> Publish(
        IMqttClient client,
        string topic,
        Func<MqttApplicationMessageBuilder, MqttApplicationMessageBuilder> withPayload,
        MqttQualityOfServiceLevel qualityOfServiceLevel,
        bool retain,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client, "mqttClient");
        ArgumentNullException.ThrowIfNull(topic);
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithQualityOfServiceLevel(qualityOfServiceLevel)
            .WithRetainFlag(retain);
        return client.PublishAsync(withPayload(message).Build(), cancellationToken);
    }
}
