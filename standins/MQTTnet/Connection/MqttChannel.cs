using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using MQTTnet.Diagnostics.PacketInspection;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace MQTTnet.Connection;

/// <summary>
/// Packets over a byte stream. Any number of senders, one receiver. A packet is sent whole or the channel closes: half a packet would
/// turn everything after it into noise. Payloads are sent from the caller's memory, and received into memory of their own.
/// </summary>
internal sealed class MqttChannel(Stream stream, uint maximumPacketSize, Func<InspectMqttPacketEventArgs, Task> inspect) : IDisposable
{
    /// <summary>Bytes. Up to here one copy costs less than one more call to the socket.</summary>
    private const int CopiedPayload = 4096;

    private readonly MqttPacketEncoder _encoder = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
    private long _lastSentMilliseconds = Environment.TickCount64;
    private bool _inPacket;
    private volatile bool _closed;

    /// <summary>Since the last packet was sent.</summary>
    public TimeSpan Idle => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastSentMilliseconds));

    /// <exception cref="MqttCommunicationException">The stream is closed or broke.</exception>
    public async Task SendAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_closed) throw new MqttCommunicationException("The connection is closed.");
            var head = _encoder.Encode(packet);
            var payload = packet is MqttPublishPacket publish ? publish.Payload : ReadOnlySequence<byte>.Empty;
            if (inspect is not null) await inspect(Inspected(MqttPacketFlowDirection.Outbound, [.. head.Span, .. payload.ToArray()])).ConfigureAwait(false);
            Volatile.Write(ref _lastSentMilliseconds, Environment.TickCount64);
            await WriteAsync(head, payload, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next packet; null when the stream is closed, from either side.</summary>
    /// <exception cref="MqttProtocolViolationException">What came is no packet.</exception>
    /// <exception cref="MqttCommunicationException">The stream broke in the middle of a packet.</exception>
    public async ValueTask<MqttPacket> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCanceled) return null;

            var rest = result.Buffer;
            var isPacket = MqttPacketDecoder.TryRead(ref rest, maximumPacketSize, out var packet);
            if (isPacket && inspect is not null)
                await inspect(Inspected(MqttPacketFlowDirection.Inbound, result.Buffer.Slice(0, rest.Start).ToArray())).ConfigureAwait(false);
            _reader.AdvanceTo(rest.Start, isPacket ? rest.Start : rest.End);
            _inPacket = !isPacket && !rest.IsEmpty;
            if (isPacket) return packet;
            if (result.IsCompleted) return null;
        }
    }

    /// <summary>Gives the receive buffer back; nobody may be receiving any more.</summary>
    public void CompleteReceiving() => _reader.Complete();

    public void Dispose()
    {
        _closed = true;
        stream.Dispose();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> head, ReadOnlySequence<byte> payload, CancellationToken cancellationToken)
    {
        try
        {
            if (payload.Length is > 0 and <= CopiedPayload)
            {
                var length = head.Length + (int)payload.Length;
                var packet = ArrayPool<byte>.Shared.Rent(length);
                try
                {
                    head.CopyTo(packet);
                    payload.CopyTo(packet.AsSpan(head.Length));
                    await stream.WriteAsync(packet.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(packet);
                }
                return;
            }

            await stream.WriteAsync(head, cancellationToken).ConfigureAwait(false);
            foreach (var segment in payload) await stream.WriteAsync(segment, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Dispose();
            if (exception is OperationCanceledException) throw;
            throw new MqttCommunicationException(exception);
        }
    }

    private async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException || _closed)
        {
            return new ReadResult(default, isCanceled: true, isCompleted: true);
        }
        catch (Exception exception) when (exception is SocketException or IOException { InnerException: SocketException })
        {
            // A reset between packets is an end like any other; in a packet something was lost.
            return _inPacket
                ? throw new MqttCommunicationException(exception)
                : new ReadResult(default, isCanceled: true, isCompleted: true);
        }
        catch (IOException exception)
        {
            throw new MqttCommunicationException(exception);
        }
    }

    private static InspectMqttPacketEventArgs Inspected(MqttPacketFlowDirection direction, byte[] bytes) => new(direction, bytes);
}
