using MQTTnet.Exceptions;

namespace MQTTnet.Adapter;

/// <summary>The transport was there, but CONNECT got no CONNACK.</summary>
public sealed class MqttConnectingFailedException : MqttCommunicationException
{
    public MqttConnectingFailedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
