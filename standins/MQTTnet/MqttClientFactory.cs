namespace MQTTnet;

/// <summary>Makes clients and the builders of what they take.</summary>
public class MqttClientFactory
{
    public IDictionary<object, object> Properties { get; } = new Dictionary<object, object>();

    public IMqttClient CreateMqttClient() => new MqttClient();

    public MqttApplicationMessageBuilder CreateApplicationMessageBuilder() => new();

    public MqttClientDisconnectOptionsBuilder CreateClientDisconnectOptionsBuilder() => new();

    public MqttClientOptionsBuilder CreateClientOptionsBuilder() => new();

    public MqttClientSubscribeOptionsBuilder CreateSubscribeOptionsBuilder() => new();

    public MqttTopicFilterBuilder CreateTopicFilterBuilder() => new();

    public MqttClientUnsubscribeOptionsBuilder CreateUnsubscribeOptionsBuilder() => new();
}
