namespace MQTTnet.Packets;

/// <summary>A control packet (MQTT 5 §3).</summary>
public abstract class MqttPacket;
