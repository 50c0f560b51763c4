using MQTTnet.Packets;

namespace MQTTnet;

public sealed class MqttClientDisconnectOptions
{
    public MqttClientDisconnectOptionsReason Reason { get; set; } = MqttClientDisconnectOptionsReason.NormalDisconnection;
    public string ReasonString { get; set; }

    /// <summary>Seconds; 0 leaves what CONNECT said.</summary>
    public uint SessionExpiryInterval { get; set; }

    public List<MqttUserProperty> UserProperties { get; set; }
}
