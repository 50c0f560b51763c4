using MQTTnet.Packets;

namespace MQTTnet;

/// <summary>What UNSUBACK said, a filter at a time.</summary>
public sealed class MqttClientUnsubscribeResult
{
    public MqttClientUnsubscribeResult(
        ushort packetIdentifier,
        IReadOnlyCollection<MqttClientUnsubscribeResultItem> items,
        string reasonString,
        IReadOnlyCollection<MqttUserProperty> userProperties)
    {
        PacketIdentifier = packetIdentifier;
        Items = items ?? throw new ArgumentNullException(nameof(items));
        ReasonString = reasonString;
        UserProperties = userProperties ?? throw new ArgumentNullException(nameof(userProperties));
    }

    public IReadOnlyCollection<MqttClientUnsubscribeResultItem> Items { get; }
    public ushort PacketIdentifier { get; }
    public string ReasonString { get; }
    public IReadOnlyCollection<MqttUserProperty> UserProperties { get; set; }
}
