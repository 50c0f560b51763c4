using System.Net;
using System.Net.Sockets;

namespace CamStream.Ingest.Forwarding;

public class EncoderConnectionTests
{
    [Fact]
    public async Task Data_that_is_not_acknowledged_breaks_the_connection()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "TCP_USER_TIMEOUT is set on Linux only.");
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var socket = await EncoderConnection.ConnectAsync(
            listener.LocalEndPoint!,
            TimeSpan.FromSeconds(2),
            TestContext.Current.CancellationToken
        );
        var option = new byte[4];
        socket.GetRawSocketOption(6, 18, option);
        BitConverter.ToInt32(option).ShouldBe(2000);
        socket.NoDelay.ShouldBeTrue();
    }
}
