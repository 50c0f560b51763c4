using System.Net;
using System.Net.Sockets;

namespace CamStream.Encoder.Feeds;

public class FeedConnectionTests
{
    [Fact]
    public async Task Silent_peer_is_probed()
    {
        using var listener = FeedConnection.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var sender = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await sender.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);
        using var feed = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        feed.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive).ShouldNotBe(0);
        feed.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)
            .ShouldBe(FeedConnection.SilenceSeconds);
    }
}
