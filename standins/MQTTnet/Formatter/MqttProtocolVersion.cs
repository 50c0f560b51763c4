namespace MQTTnet.Formatter;

/// <summary>The protocol level in CONNECT (MQTT 5 §3.1.2.2). This stand-in speaks only <see cref="V500"/>.</summary>
public enum MqttProtocolVersion
{
    Unknown = 0,
    V310 = 3,
    V311 = 4,
    V500 = 5,
}
