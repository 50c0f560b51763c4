using System.Net;
using System.Net.Sockets;

namespace CamStream.Ingest.Feeds;

/// <summary>
/// The TCP connection to an encoder. An encoder whose machine or network is gone says nothing: what
/// was written would wait in the kernel's send buffer for minutes, as sent. So the buffer is small,
/// and data that nobody acknowledges breaks the connection.
/// </summary>
internal static class EncoderConnection
{
    // A few JPEGs: what is in it when a connection breaks is lost, and what waits in it is not the
    // freshest.
    private const int SendBufferBytes = 128 * 1024;

    // RFC 5482; the numbers of Linux' <netinet/in.h> and <netinet/tcp.h>.
    private const int IpProtoTcp = 6;
    private const int TcpUserTimeout = 18;

    /// <summary>Connects to <paramref name="encoder"/>.</summary>
    /// <param name="encoder">Host and port.</param>
    /// <param name="unacknowledged">
    /// How long sent data may stay unacknowledged before the connection breaks (on Linux; elsewhere
    /// the system's own time).
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SocketException">No connection could be had.</exception>
    public static async Task<Socket> ConnectAsync(
        EndPoint encoder,
        TimeSpan unacknowledged,
        CancellationToken cancellation
    )
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            SendBufferSize = SendBufferBytes,
        };
        try
        {
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption(
                    IpProtoTcp,
                    TcpUserTimeout,
                    BitConverter.GetBytes((int)unacknowledged.TotalMilliseconds)
                );
            await socket.ConnectAsync(encoder, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
