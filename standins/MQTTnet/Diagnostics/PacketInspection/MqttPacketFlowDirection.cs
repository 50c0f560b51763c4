namespace MQTTnet.Diagnostics.PacketInspection;

public enum MqttPacketFlowDirection
{
    Inbound,
    Outbound,
}
