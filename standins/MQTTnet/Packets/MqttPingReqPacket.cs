namespace MQTTnet.Packets;

/// <summary>MQTT 5 §3.12.</summary>
internal sealed class MqttPingReqPacket : MqttPacket
{
    public static readonly MqttPingReqPacket Instance = new();
}
