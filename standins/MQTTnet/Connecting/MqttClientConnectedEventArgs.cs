namespace MQTTnet;

public sealed class MqttClientConnectedEventArgs : EventArgs
{
    public MqttClientConnectedEventArgs(MqttClientConnectResult connectResult) =>
        ConnectResult = connectResult ?? throw new ArgumentNullException(nameof(connectResult));

    public MqttClientConnectResult ConnectResult { get; }
}
