using MQTTnet.Diagnostics.PacketInspection;

namespace MQTTnet;

internal sealed class MqttClient : IMqttClient
{
    public event Func<MqttApplicationMessageReceivedEventArgs, Task> ApplicationMessageReceivedAsync { add { } remove { } }
    public event Func<MqttClientConnectedEventArgs, Task> ConnectedAsync { add { } remove { } }
    public event Func<MqttClientConnectingEventArgs, Task> ConnectingAsync { add { } remove { } }
    public event Func<MqttClientDisconnectedEventArgs, Task> DisconnectedAsync { add { } remove { } }
    public event Func<InspectMqttPacketEventArgs, Task> InspectPacketAsync { add { } remove { } }

    public bool IsConnected => false;
    public MqttClientOptions Options => null;

    public Task<MqttClientConnectResult> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task DisconnectAsync(MqttClientDisconnectOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task PingAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage applicationMessage, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task SendEnhancedAuthenticationExchangeDataAsync(MqttEnhancedAuthenticationExchangeData data, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MqttClientSubscribeResult> SubscribeAsync(MqttClientSubscribeOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public Task<MqttClientUnsubscribeResult> UnsubscribeAsync(MqttClientUnsubscribeOptions options, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
