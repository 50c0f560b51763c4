namespace MQTTnet.Diagnostics.PacketInspection;

/// <summary>The bytes of one packet, as received or sent.</summary>
public sealed class InspectMqttPacketEventArgs : EventArgs
{
    public InspectMqttPacketEventArgs(MqttPacketFlowDirection direction, byte[] buffer)
    {
        Direction = direction;
        Buffer = buffer ?? throw new ArgumentNullException(nameof(buffer));
    }

    public byte[] Buffer { get; }
    public MqttPacketFlowDirection Direction { get; }
}
