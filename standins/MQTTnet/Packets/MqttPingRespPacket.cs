namespace MQTTnet.Packets;

/// <summary>MQTT 5 §3.13.</summary>
internal sealed class MqttPingRespPacket : MqttPacket
{
    public static readonly MqttPingRespPacket Instance = new();
}
