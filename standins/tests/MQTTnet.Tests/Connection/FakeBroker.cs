using System.Net;
using System.Net.Sockets;

namespace MQTTnet.Connection;

/// <summary>A broker that says exactly what a test wants it to.</summary>
internal sealed class FakeBroker : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public FakeBroker() => _listener.Start();

    public MqttClientOptions Options(Action<MqttClientOptionsBuilder>? configure = null)
    {
        var builder = new MqttClientOptionsBuilder().WithEndPoint(_listener.LocalEndpoint).WithTimeout(TimeSpan.FromSeconds(30));
        configure?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>The next connection, its CONNECT read.</summary>
    public async Task<FakeBrokerConnection> AcceptAsync()
    {
        var connection = new FakeBrokerConnection(await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken));
        (await connection.ReadAsync()).Header.ShouldBe((byte)0x10);
        return connection;
    }

    public void Dispose() => _listener.Dispose();
}
