namespace MQTTnet.Packets;

/// <summary>MQTT 5 §3.1.</summary>
internal sealed class MqttConnectPacket : MqttPacket
{
    public bool CleanSession { get; set; }
    public string ClientId { get; set; }
    public ushort KeepAlivePeriod { get; set; }
    public uint MaximumPacketSize { get; set; }
    public byte[] Password { get; set; }
    public ushort ReceiveMaximum { get; set; }
    public bool RequestProblemInformation { get; set; }
    public bool RequestResponseInformation { get; set; }
    public uint SessionExpiryInterval { get; set; }
    public ushort TopicAliasMaximum { get; set; }
    public string Username { get; set; }
    public List<MqttUserProperty> UserProperties { get; set; }

    /// <summary>Null: no will.</summary>
    public MqttPublishPacket Will { get; set; }

    public uint WillDelayInterval { get; set; }
}
