using MQTTnet.Packets;

namespace MQTTnet;

/// <summary>
/// A received message. Acknowledged after the handlers ran unless they threw, set <see cref="ProcessingFailed"/>,
/// or took it over with <see cref="AutoAcknowledge"/> = false and <see cref="AcknowledgeAsync"/>.
/// </summary>
public sealed class MqttApplicationMessageReceivedEventArgs : EventArgs
{
    private readonly Func<MqttApplicationMessageReceivedEventArgs, CancellationToken, Task> _acknowledgeHandler;
    private int _isAcknowledged;

    public MqttApplicationMessageReceivedEventArgs(
        string clientId,
        MqttApplicationMessage applicationMessage,
        MqttPublishPacket publishPacket,
        Func<MqttApplicationMessageReceivedEventArgs, CancellationToken, Task> acknowledgeHandler)
    {
        ClientId = clientId;
        ApplicationMessage = applicationMessage ?? throw new ArgumentNullException(nameof(applicationMessage));
        PublishPacket = publishPacket ?? throw new ArgumentNullException(nameof(publishPacket));
        _acknowledgeHandler = acknowledgeHandler;
    }

    public MqttApplicationMessage ApplicationMessage { get; }
    public bool AutoAcknowledge { get; set; } = true;

    /// <summary>The client that received the message, not the one that published it.</summary>
    public string ClientId { get; }

    public bool IsHandled { get; set; }
    public ushort PacketIdentifier => PublishPacket.PacketIdentifier;

    /// <summary>Leaves the message without PUBACK.</summary>
    public bool ProcessingFailed { get; set; }

    public MqttApplicationMessageReceivedReasonCode ReasonCode { get; set; } = MqttApplicationMessageReceivedReasonCode.Success;
    public string ResponseReasonString { get; set; }
    public List<MqttUserProperty> ResponseUserProperties { get; } = [];
    public object Tag { get; set; }
    internal MqttPublishPacket PublishPacket { get; }

    public Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        if (_acknowledgeHandler is null) throw new NotSupportedException("Nothing here can acknowledge this message.");
        return Interlocked.Exchange(ref _isAcknowledged, 1) == 0
            ? _acknowledgeHandler(this, cancellationToken)
            : throw new InvalidOperationException("The message was acknowledged before.");
    }
}
