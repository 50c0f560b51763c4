using System.Net.Sockets;
using System.Text;

namespace CamStream.Edge.Supervision;

/// <summary>A service manager's socket (<c>sd_notify(3)</c>).</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly string? _folder;
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private NotifySocket(string? folder, string address, string bound)
    {
        (_folder, Address) = (folder, address);
        _socket.Bind(new UnixDomainSocketEndPoint(bound));
    }

    /// <summary>The value of <c>NOTIFY_SOCKET</c>.</summary>
    public string Address { get; }

    public static NotifySocket InFolder()
    {
        var folder = Directory.CreateTempSubdirectory("camstream-notify-").FullName;
        var path = Path.Combine(folder, "notify");
        return new NotifySocket(folder, path, path);
    }

    public static NotifySocket Abstract()
    {
        var name = $"camstream-notify-{Guid.NewGuid():N}";
        return new NotifySocket(null, $"@{name}", $"\0{name}");
    }

    /// <summary>The next message.</summary>
    public async Task<string> ReceiveAsync()
    {
        var buffer = new byte[256];
        var length = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    /// <summary>The next message that differs from <paramref name="message"/>.</summary>
    public async Task<string> ReceiveAfterAsync(string message)
    {
        while (true)
        {
            if (await ReceiveAsync() is var next && next != message)
                return next;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
