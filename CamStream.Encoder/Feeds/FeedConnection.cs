using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace CamStream.Encoder.Feeds;

/// <summary>
/// The TCP connection of a feed. A sender whose machine or network is gone says nothing, and its
/// feed would be open, and its camera answered for, for ever: so the kernel asks a silent peer (RFC
/// 9293 §3.8.4), and ends the connection when it does not answer.
/// </summary>
internal static class FeedConnection
{
    /// <summary>Silence before the peer is asked, in seconds.</summary>
    public const int SilenceSeconds = 10;

    private const int ProbeSeconds = 2;
    private const int Probes = 3;

    /// <summary>A bound socket, whose connections have these settings from it.</summary>
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
