using System.Net;
using System.Net.Sockets;

namespace CamStream.Ingest.Forwarding;

/// <summary>
/// The TCP connection to an encoder. When the encoder's machine or network fails, nothing closes
/// the connection: what is written would wait in the kernel's send buffer for minutes and count as
/// sent. So the buffer is small, and data that is not acknowledged breaks the connection.
/// </summary>
internal static class EncoderConnection
{
    // A few JPEGs. What the buffer holds when a connection breaks is lost, and what waits in it
    // delays fresher frames.
    private const int SendBufferBytes = 128 * 1024;

    // RFC 5482; the numbers are those of Linux in <netinet/in.h> and <netinet/tcp.h>.
    private const int IpProtoTcp = 6;
    private const int TcpUserTimeout = 18;

    /// <summary>Connects to <paramref name="encoder"/>.</summary>
    /// <param name="encoder">Host and port.</param>
    /// <param name="unacknowledged">
    /// How long sent data may stay unacknowledged before the connection breaks (on Linux; elsewhere
    /// the system's own limit holds).
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SocketException">The encoder cannot be connected to.</exception>
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
