namespace MQTTnet.Exceptions;

/// <summary>The call needs a connection and there is none.</summary>
public class MqttClientNotConnectedException : MqttCommunicationException
{
    public MqttClientNotConnectedException() : base("There is no connection to the broker.")
    {
    }
}
