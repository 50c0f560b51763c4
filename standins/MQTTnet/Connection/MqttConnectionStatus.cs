namespace MQTTnet.Connection;

/// <summary>Disconnected → Connecting → Connected → Disconnecting → Disconnected; a failed attempt skips Connected.</summary>
internal enum MqttConnectionStatus
{
    Disconnected,
    Connecting,
    Connected,
    Disconnecting,
}
