using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet.Exceptions;

/// <summary>The broker sent DISCONNECT while an answer was awaited; says why.</summary>
public sealed class MqttClientUnexpectedDisconnectReceivedException(MqttDisconnectPacket disconnectPacket, Exception innerException = null)
    : MqttCommunicationException($"The broker disconnected: {disconnectPacket.ReasonCode}.", innerException)
{
    public MqttDisconnectReasonCode? ReasonCode { get; } = disconnectPacket.ReasonCode;
    public string ReasonString { get; } = disconnectPacket.ReasonString;
    public string ServerReference { get; } = disconnectPacket.ServerReference;
    public uint? SessionExpiryInterval { get; } = disconnectPacket.SessionExpiryInterval;
    public List<MqttUserProperty> UserProperties { get; } = disconnectPacket.UserProperties;
}
