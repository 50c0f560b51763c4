using MQTTnet.Connection;
using MQTTnet.Diagnostics.PacketInspection;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace MQTTnet;

/// <summary>The calls, the events and the state between connections; <see cref="MqttConnection"/> does the work while there is one.</summary>
internal sealed class MqttClient : IMqttClient
{
    private static readonly MqttClientPublishResult _sent = new(null, MqttClientPublishReasonCode.Success, null, []);

    private volatile MqttConnection _connection;
    private int _status = (int)MqttConnectionStatus.Disconnected;
    private bool _disposed;

    // As in the package, the reason given last stays until the next is given.
    private MqttClientDisconnectReason _disconnectReason;
    private MqttDisconnectPacket _disconnectReceived;

    public event Func<MqttApplicationMessageReceivedEventArgs, Task> ApplicationMessageReceivedAsync;
    public event Func<MqttClientConnectedEventArgs, Task> ConnectedAsync;
    public event Func<MqttClientConnectingEventArgs, Task> ConnectingAsync;
    public event Func<MqttClientDisconnectedEventArgs, Task> DisconnectedAsync;
    public event Func<InspectMqttPacketEventArgs, Task> InspectPacketAsync;

    public bool IsConnected => Volatile.Read(ref _status) == (int)MqttConnectionStatus.Connected;

    public MqttClientOptions Options { get; private set; }

    public async Task<MqttClientConnectResult> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable(options);
        if (IsConnected) throw new InvalidOperationException("The client is connected already.");
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!TryMove(MqttConnectionStatus.Disconnected, MqttConnectionStatus.Connecting))
            throw new InvalidOperationException("The client is about to connect or to disconnect.");

        MqttClientConnectResult result = null;
        try
        {
            Options = options;
            await InvokeAsync(ConnectingAsync, new MqttClientConnectingEventArgs(options)).ConfigureAwait(false);

            MqttConnection connection = null;
            connection = new MqttConnection(options, InspectPacketAsync is null ? null : InspectAsync, DeliverAsync, cause => _ = EndAsync(connection, cause, null));
            _connection = connection;
            using var limit = TimeLimit(ref cancellationToken);
            result = await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
            {
                await EndAsync(connection, null, result).ConfigureAwait(false);
                return result;
            }
            TryMove(MqttConnectionStatus.Connecting, MqttConnectionStatus.Connected);
            await InvokeAsync(ConnectedAsync, new MqttClientConnectedEventArgs(result)).ConfigureAwait(false);
            return result;
        }
        catch (Exception exception)
        {
            _disconnectReason = MqttClientDisconnectReason.UnspecifiedError;
            await EndAsync(_connection, exception, result).ConfigureAwait(false);
            throw;
        }
    }

    public async Task DisconnectAsync(MqttClientDisconnectOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!TryMoveToDisconnecting(out var wasConnected)) return;

        var connection = _connection;
        try
        {
            if (!wasConnected) throw new MqttClientNotConnectedException();
            _disconnectReason = (MqttClientDisconnectReason)options.Reason;
            using var limit = TimeLimit(ref cancellationToken);
            var packet = new MqttDisconnectPacket
            {
                ReasonCode = (MqttDisconnectReasonCode)options.Reason,
                ReasonString = options.ReasonString,
                SessionExpiryInterval = options.SessionExpiryInterval,
                UserProperties = options.UserProperties,
            };
            await connection.SendAsync(packet, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await FinishAsync(connection, null, null, wasConnected).ConfigureAwait(false);
        }
    }

    public async Task PingAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = Connected();
        using var limit = TimeLimit(ref cancellationToken);
        await connection.PingAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage applicationMessage, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MqttTopicValidator.ThrowIfInvalid(applicationMessage);
        var connection = Connected();
        var packet = MqttPacketMapping.ToPublish(applicationMessage);
        return applicationMessage.QualityOfServiceLevel switch
        {
            MqttQualityOfServiceLevel.AtMostOnce => SendAsync(connection, packet, cancellationToken),
            MqttQualityOfServiceLevel.AtLeastOnce => RequestAsync(connection, packet, cancellationToken),
            _ => throw new NotSupportedException("This stand-in for MQTTnet publishes with QoS 0 and 1."),
        };
    }

    public Task SendEnhancedAuthenticationExchangeDataAsync(
        MqttEnhancedAuthenticationExchangeData data, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("This stand-in for MQTTnet has no enhanced authentication.");

    public async Task<MqttClientSubscribeResult> SubscribeAsync(MqttClientSubscribeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var filter in options.TopicFilters)
        {
            MqttTopicValidator.ThrowIfInvalidSubscribe(filter.Topic);
            if (filter.QualityOfServiceLevel > MqttQualityOfServiceLevel.AtLeastOnce)
                throw new NotSupportedException("This stand-in for MQTTnet subscribes with QoS 0 and 1.");
        }
        var connection = Connected();
        using var limit = TimeLimit(ref cancellationToken);
        var packet = new MqttSubscribePacket
        {
            SubscriptionIdentifier = options.SubscriptionIdentifier,
            TopicFilters = options.TopicFilters,
            UserProperties = options.UserProperties,
        };
        return MqttPacketMapping.ToResult(packet, await connection.RequestAsync<MqttSubAckPacket>(packet, cancellationToken).ConfigureAwait(false));
    }

    public async Task<MqttClientUnsubscribeResult> UnsubscribeAsync(MqttClientUnsubscribeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var filter in options.TopicFilters) MqttTopicValidator.ThrowIfInvalidSubscribe(filter);
        var connection = Connected();
        using var limit = TimeLimit(ref cancellationToken);
        var packet = new MqttUnsubscribePacket { TopicFilters = options.TopicFilters, UserProperties = options.UserProperties };
        return MqttPacketMapping.ToResult(packet, await connection.RequestAsync<MqttUnsubAckPacket>(packet, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Drops the connection without DISCONNECT, so the will is published. As in the package, no event tells of it.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _connection?.Dispose();
    }

    private static void ThrowIfUnusable(MqttClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ChannelOptions is null) throw new ArgumentException("ChannelOptions are not set.", nameof(options));
        if (options.ProtocolVersion != MqttProtocolVersion.V500)
            throw new NotSupportedException($"This stand-in for MQTTnet speaks MQTT 5, not {options.ProtocolVersion}.");
    }

    private async Task<MqttClientPublishResult> SendAsync(MqttConnection connection, MqttPublishPacket packet, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendAsync(packet, cancellationToken).ConfigureAwait(false);
            return _sent;
        }
        catch (Exception exception) when (connection.DisconnectReceived is not null)
        {
            throw new MqttClientUnexpectedDisconnectReceivedException(connection.DisconnectReceived, exception);
        }
    }

    private static async Task<MqttClientPublishResult> RequestAsync(
        MqttConnection connection, MqttPublishPacket packet, CancellationToken cancellationToken) =>
        MqttPacketMapping.ToResult(await connection.RequestAsync<MqttPubAckPacket>(packet, cancellationToken).ConfigureAwait(false));

    private async Task DeliverAsync(MqttPublishPacket packet)
    {
        var received = new MqttApplicationMessageReceivedEventArgs(Options.ClientId, MqttPacketMapping.ToMessage(packet), packet, AcknowledgeAsync);
        await InvokeAsync(ApplicationMessageReceivedAsync, received).ConfigureAwait(false);
        if (received.AutoAcknowledge) await received.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private Task AcknowledgeAsync(MqttApplicationMessageReceivedEventArgs received, CancellationToken cancellationToken)
    {
        if (received.PublishPacket.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce || received.ProcessingFailed) return Task.CompletedTask;
        var packet = new MqttPubAckPacket
        {
            PacketIdentifier = received.PacketIdentifier,
            ReasonCode = (MqttPubAckReasonCode)received.ReasonCode,
            ReasonString = received.ResponseReasonString,
            UserProperties = received.ResponseUserProperties,
        };
        return _connection is { } connection ? connection.SendAsync(packet, cancellationToken) : throw new MqttClientNotConnectedException();
    }

    private Task InspectAsync(InspectMqttPacketEventArgs packet) => InvokeAsync(InspectPacketAsync, packet);

    private Task EndAsync(MqttConnection connection, Exception cause, MqttClientConnectResult result) =>
        TryMoveToDisconnecting(out var wasConnected) ? FinishAsync(connection, cause, result, wasConnected) : Task.CompletedTask;

    private async Task FinishAsync(MqttConnection connection, Exception cause, MqttClientConnectResult result, bool wasConnected)
    {
        if (connection is not null)
        {
            await connection.CloseAsync(cause).ConfigureAwait(false);
            connection.Dispose();
            if (connection.DisconnectReceived is { } received)
            {
                _disconnectReceived = received;
                _disconnectReason = (MqttClientDisconnectReason)received.ReasonCode;
            }
        }
        _connection = null;
        TryMove(MqttConnectionStatus.Disconnecting, MqttConnectionStatus.Disconnected);
        var disconnected = new MqttClientDisconnectedEventArgs(
            wasConnected, result, _disconnectReason, _disconnectReceived?.ReasonString, _disconnectReceived?.UserProperties, cause);
        _ = Task.Run(() => InvokeAsync(DisconnectedAsync, disconnected));
    }

    private MqttConnection Connected()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return IsConnected && _connection is { } connection ? connection : throw new MqttClientNotConnectedException();
    }

    /// <summary>A call without a cancellation token gets the time that the options allow.</summary>
    private CancellationTokenSource TimeLimit(ref CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled) return null;
        var limit = new CancellationTokenSource(Options.Timeout);
        cancellationToken = limit.Token;
        return limit;
    }

    private bool TryMove(MqttConnectionStatus from, MqttConnectionStatus to) =>
        Interlocked.CompareExchange(ref _status, (int)to, (int)from) == (int)from;

    private bool TryMoveToDisconnecting(out bool wasConnected)
    {
        wasConnected = TryMove(MqttConnectionStatus.Connected, MqttConnectionStatus.Disconnecting);
        return wasConnected
            || TryMove(MqttConnectionStatus.Connecting, MqttConnectionStatus.Disconnecting)
            || (wasConnected = TryMove(MqttConnectionStatus.Connected, MqttConnectionStatus.Disconnecting));
    }

    private static async Task InvokeAsync<T>(Func<T, Task> handlers, T args)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers)) await handler(args).ConfigureAwait(false);
    }
}
