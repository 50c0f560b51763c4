using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// The TCP connection of a feed. A sender whose machine or network is gone sends nothing, and its
/// feed would stay open for ever. So the kernel probes a silent peer (RFC 9293 §3.8.4), and ends
/// the connection when the peer does not answer.
/// </summary>
internal static class FeedConnection
{
    /// <summary>How long a peer is silent before it is probed, in seconds.</summary>
    public const int SilenceSeconds = 10;

    private const int ProbeSeconds = 2;
    private const int Probes = 3;

    /// <summary>Makes a bound socket. Its connections inherit these settings.</summary>
    public static Socket Listen(EndPoint endpoint)
    {
        var listener = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (listener.ProtocolType != ProtocolType.Tcp)
            return listener;
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        listener.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilenceSeconds);
        listener.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds);
        listener.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        return listener;
    }
}
