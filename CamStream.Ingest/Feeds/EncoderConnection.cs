using System.Net.Sockets;

namespace CamStream.Ingest.Feeds;

/// <summary>
/// The TCP connection to an encoder. An encoder whose machine or network is gone says nothing: what was written would wait in the kernel's send buffer for
/// minutes, as sent. So the buffer is small, and data that nobody acknowledges breaks the connection.
/// </summary>
internal static class EncoderConnection
{
    // A few JPEGs: what is in it when a connection breaks is lost, and what waits in it is not the freshest.
    private const int SendBufferBytes = 128 * 1024;

    // RFC 5482; the numbers of Linux' <netinet/in.h> and <netinet/tcp.h>.
    private const int IpProtoTcp = 6;
    private const int TcpUserTimeout = 18;

    /// <summary>Connects to <paramref name="context"/>'s host.</summary>
    /// <param name="unacknowledged">How long sent data may stay unacknowledged before the connection breaks (on Linux; elsewhere the system's own time).</param>
    /// <exception cref="SocketException">No connection could be had.</exception>
    public static async ValueTask<Stream> OpenAsync(SocketsHttpConnectionContext context, TimeSpan unacknowledged, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = SendBufferBytes };
        try
        {
            if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(IpProtoTcp, TcpUserTimeout, BitConverter.GetBytes((int)unacknowledged.TotalMilliseconds));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
