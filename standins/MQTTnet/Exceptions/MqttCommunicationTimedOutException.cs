namespace MQTTnet.Exceptions;

/// <summary>No answer in time; also what a cancelled wait for an answer ends with.</summary>
public sealed class MqttCommunicationTimedOutException : MqttCommunicationException
{
    private const string Text = "No answer came in time.";

    public MqttCommunicationTimedOutException() : base(Text)
    {
    }

    public MqttCommunicationTimedOutException(Exception innerException) : base(Text, innerException)
    {
    }
}
