using System.Net.Sockets;

namespace MQTTnet.Connection;

internal sealed class FakeBrokerConnection(Socket socket) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public async Task<(byte Header, byte[] Body)> ReadAsync()
    {
        var header = await ReadByteAsync();
        var length = 0;
        byte part;
        var shift = 0;
        do
        {
            part = await ReadByteAsync();
            length |= (part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        var body = new byte[length];
        await _stream.ReadExactlyAsync(body, TestContext.Current.CancellationToken).AsTask().WaitAsync(_patience);
        return (header, body);
    }

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes, TestContext.Current.CancellationToken).AsTask();

    /// <summary>Returns when the client has closed, reading away what it still sent.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            var buffer = new byte[65536];
            while (await _stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(_patience) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset closes too.
        }
    }

    /// <summary>Closes with a TCP reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        Dispose();
    }

    public void Dispose() => _stream.Dispose();

    private async Task<byte> ReadByteAsync()
    {
        var one = new byte[1];
        await _stream.ReadExactlyAsync(one, TestContext.Current.CancellationToken).AsTask().WaitAsync(_patience);
        return one[0];
    }
}
