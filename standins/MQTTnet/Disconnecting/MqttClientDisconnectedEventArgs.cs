using MQTTnet.Packets;

namespace MQTTnet;

public sealed class MqttClientDisconnectedEventArgs : EventArgs
{
    public MqttClientDisconnectedEventArgs(
        bool clientWasConnected,
        MqttClientConnectResult connectResult,
        MqttClientDisconnectReason reason,
        string reasonString,
        List<MqttUserProperty> userProperties,
        Exception exception)
    {
        ClientWasConnected = clientWasConnected;
        ConnectResult = connectResult;
        Reason = reason;
        ReasonString = reasonString;
        UserProperties = userProperties;
        Exception = exception;
    }

    /// <summary>False: an attempt to connect failed.</summary>
    public bool ClientWasConnected { get; }

    /// <summary>The broker's refusal, if that is why.</summary>
    public MqttClientConnectResult ConnectResult { get; }

    /// <summary>What broke, if something did; a broker that just closes the connection leaves none.</summary>
    public Exception Exception { get; }

    public MqttClientDisconnectReason Reason { get; }
    public string ReasonString { get; }
    public List<MqttUserProperty> UserProperties { get; }
}
