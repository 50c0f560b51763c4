using MQTTnet;

namespace CamStream.Edge.Publishing;

/// <summary>
/// One connection. Messages carry the full topic until one with topic and alias was taken (MQTT
/// 5 §3.3.2.3.4).
/// </summary>
internal sealed class Session(IMqttClient client, MqttClientConnectResult broker, CancellationToken lost)
{
    private const ushort Alias = 1;

    public uint? MaximumPacketSize => broker.MaximumPacketSize;

    public bool AliasIsKnown { get; set; }

    /// <summary>Whether a subscriber got the last acknowledged frame.</summary>
    public bool IsHeard { get; set; }

    public bool IsLost => lost.IsCancellationRequested || !client.IsConnected;

    public Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage message) =>
        client.PublishAsync(message, lost);

    public void Address(MqttApplicationMessage message, string topic)
    {
        var hasAlias = broker.TopicAliasMaximum >= Alias;
        message.TopicAlias = hasAlias ? Alias : (ushort)0;
        message.Topic = hasAlias && AliasIsKnown ? "" : topic;
    }
}
