namespace MQTTnet.Packets;

/// <summary>A control packet with a packet identifier (MQTT 5 §2.2.1).</summary>
public abstract class MqttPacketWithIdentifier : MqttPacket
{
    public ushort PacketIdentifier { get; set; }
}
