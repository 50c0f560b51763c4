using System.Threading.Channels;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.PacketInspection;
using MQTTnet.Exceptions;
using MQTTnet.Packets;

namespace MQTTnet.Connection;

/// <summary>
/// One connection from CONNECT to its end. Three loops run meanwhile: one receives packets, one hands messages to the application
/// one after another, one keeps the connection alive. Whichever first sees the connection end reports it, once.
/// </summary>
internal sealed class MqttConnection(
    MqttClientOptions options,
    Func<InspectMqttPacketEventArgs, Task> inspect,
    Func<MqttPublishPacket, Task> deliver,
    Action<Exception> ended) : IDisposable
{
    private readonly CancellationTokenSource _alive = new();
    private readonly MqttPendingRequests _pending = new();

    // Unbounded, as in the package: PUBACKs and PINGRESPs come behind the messages, so the receiving loop must never wait for the
    // application. The receive maximum bounds it for QoS 1.
    private readonly Channel<MqttPublishPacket> _messages =
        Channel.CreateUnbounded<MqttPublishPacket>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private MqttChannel _channel;
    private Task _loops = Task.CompletedTask;
    private int _reported;

    /// <summary>The broker's DISCONNECT, if it sent one.</summary>
    public MqttDisconnectPacket DisconnectReceived { get; private set; }

    /// <summary>A refusal is a result; the loops run only after success.</summary>
    public async Task<MqttClientConnectResult> OpenAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_alive.Token, cancellationToken);
        var stream = await MqttTransport.OpenAsync((MqttClientTcpOptions)options.ChannelOptions, either.Token).ConfigureAwait(false);
        _channel = new MqttChannel(stream, options.MaximumPacketSize, inspect);

        var result = MqttPacketMapping.ToResult(await HandshakeAsync(either.Token).ConfigureAwait(false));
        if (result.ResultCode == MqttClientConnectResultCode.Success)
        {
            var keepAlive = result.ServerKeepAlive > 0 ? TimeSpan.FromSeconds(result.ServerKeepAlive) : options.KeepAlivePeriod;
            _loops = Task.WhenAll(
                Task.Run(ReceiveAsync, CancellationToken.None),
                Task.Run(DeliverAsync, CancellationToken.None),
                keepAlive > TimeSpan.Zero ? Task.Run(() => KeepAliveAsync(keepAlive), CancellationToken.None) : Task.CompletedTask);
        }
        return result;
    }

    public Task SendAsync(MqttPacket packet, CancellationToken cancellationToken) => _channel.SendAsync(packet, cancellationToken);

    public async Task<TResponse> RequestAsync<TResponse>(MqttPacketWithIdentifier request, CancellationToken cancellationToken)
        where TResponse : MqttPacketWithIdentifier
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = _pending.Add<TResponse>(request);
        try
        {
            await _channel.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return await MqttPendingRequests.WaitAsync<TResponse>(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (MqttCommunicationException) when (answer.IsFaulted)
        {
            // Why the connection ended says more than that it did.
            return (TResponse)await answer.ConfigureAwait(false);
        }
        finally
        {
            _pending.Remove(request.PacketIdentifier);
        }
    }

    public async Task PingAsync(CancellationToken cancellationToken)
    {
        var answer = _pending.AddPing();
        await _channel.SendAsync(MqttPingReqPacket.Instance, cancellationToken).ConfigureAwait(false);
        await MqttPendingRequests.WaitAsync<MqttPingRespPacket>(answer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the connection for good; returns when the loops, and with them the application's handler, are done.</summary>
    public async Task CloseAsync(Exception cause)
    {
        Stop(new MqttClientDisconnectedException(cause));
        await _loops.ConfigureAwait(false);
        _channel?.CompleteReceiving();
    }

    public void Dispose()
    {
        Stop(new ObjectDisposedException(nameof(MqttClient)));
        _alive.Dispose();
    }

    private void Stop(Exception failure)
    {
        Interlocked.Exchange(ref _reported, 1);
        if (!_alive.IsCancellationRequested) _alive.Cancel();
        _channel?.Dispose();
        _pending.FailAll(failure);
    }

    private async Task<MqttConnAckPacket> HandshakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _channel.SendAsync(MqttPacketMapping.ToConnect(options), cancellationToken).ConfigureAwait(false);
            return await _channel.ReceiveAsync(cancellationToken).ConfigureAwait(false) switch
            {
                MqttConnAckPacket connAck => connAck,
                null => throw new MqttCommunicationException("The connection closed before CONNACK."),
                var other => throw new MqttProtocolViolationException($"{other.GetType().Name} came before CONNACK."),
            };
        }
        catch (Exception exception)
        {
            throw new MqttConnectingFailedException($"The broker did not answer CONNECT with CONNACK. {exception.Message}", exception);
        }
    }

    private async Task ReceiveAsync()
    {
        Exception cause = null;
        try
        {
            while (await _channel.ReceiveAsync(_alive.Token).ConfigureAwait(false) is { } packet && Take(packet))
            {
            }
        }
        catch (Exception exception)
        {
            cause = exception;
            _pending.FailAll(exception);
        }
        Report(cause);
    }

    /// <returns>Whether more may come.</returns>
    private bool Take(MqttPacket packet)
    {
        switch (packet)
        {
            case MqttPublishPacket publish:
                return _messages.Writer.TryWrite(publish);
            case MqttPubAckPacket or MqttSubAckPacket or MqttUnsubAckPacket:
                _pending.Complete((MqttPacketWithIdentifier)packet);
                return true;
            case MqttPingRespPacket ping:
                _pending.Complete(ping);
                return true;
            case MqttDisconnectPacket disconnect:
                DisconnectReceived = disconnect;
                _pending.FailAll(new MqttClientUnexpectedDisconnectReceivedException(disconnect));
                return false;
            default:
                throw new MqttProtocolViolationException($"{packet.GetType().Name} came at the wrong time.");
        }
    }

    /// <summary>As in the package, what a handler throws leaves its message unacknowledged and nothing else.</summary>
    private async Task DeliverAsync()
    {
        while (await MoreMessagesAsync().ConfigureAwait(false))
        {
            while (!_alive.IsCancellationRequested && _messages.Reader.TryRead(out var message))
            {
                try
                {
                    await deliver(message).ConfigureAwait(false);
                }
                catch (Exception)
                {
                    // The message stays unacknowledged.
                }
            }
        }
    }

    private async ValueTask<bool> MoreMessagesAsync()
    {
        try
        {
            return await _messages.Reader.WaitToReadAsync(_alive.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>MQTT 5 §3.1.2.10: a packet at least every keep alive period; the broker waits one and a half.</summary>
    private async Task KeepAliveAsync(TimeSpan period)
    {
        try
        {
            while (true)
            {
                var left = period - _channel.Idle;
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, _alive.Token).ConfigureAwait(false);
                    continue;
                }
                using var answerTime = CancellationTokenSource.CreateLinkedTokenSource(_alive.Token);
                answerTime.CancelAfter(period / 2);
                await PingAsync(answerTime.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    private void Report(Exception cause)
    {
        if (Interlocked.Exchange(ref _reported, 1) == 0) ended(cause);
    }
}
