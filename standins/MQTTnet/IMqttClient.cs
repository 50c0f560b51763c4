using MQTTnet.Diagnostics.PacketInspection;

namespace MQTTnet;

/// <summary>
/// An MQTT client. Messages reach the <see cref="ApplicationMessageReceivedAsync"/> handlers one after another, in the order received.
/// <see cref="DisconnectedAsync"/> is raised for a connection that ended and for an attempt that failed, on a thread of its own,
/// when the client is ready to be connected again.
/// </summary>
public interface IMqttClient : IDisposable
{
    event Func<MqttApplicationMessageReceivedEventArgs, Task> ApplicationMessageReceivedAsync;
    event Func<MqttClientConnectedEventArgs, Task> ConnectedAsync;
    event Func<MqttClientConnectingEventArgs, Task> ConnectingAsync;
    event Func<MqttClientDisconnectedEventArgs, Task> DisconnectedAsync;
    event Func<InspectMqttPacketEventArgs, Task> InspectPacketAsync;

    bool IsConnected { get; }
    MqttClientOptions Options { get; }

    /// <summary>A refusal by the broker is a result, not an exception.</summary>
    Task<MqttClientConnectResult> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken = default);

    Task DisconnectAsync(MqttClientDisconnectOptions options, CancellationToken cancellationToken = default);

    Task PingAsync(CancellationToken cancellationToken = default);

    /// <summary>Completes when sent (QoS 0) or acknowledged (QoS 1). The payload has to stay as it is until then.</summary>
    Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage applicationMessage, CancellationToken cancellationToken = default);

    Task SendEnhancedAuthenticationExchangeDataAsync(MqttEnhancedAuthenticationExchangeData data, CancellationToken cancellationToken = default);

    Task<MqttClientSubscribeResult> SubscribeAsync(MqttClientSubscribeOptions options, CancellationToken cancellationToken = default);

    Task<MqttClientUnsubscribeResult> UnsubscribeAsync(MqttClientUnsubscribeOptions options, CancellationToken cancellationToken = default);
}
