using System.Net;
using System.Net.Sockets;

namespace MQTTnet;

public sealed class MqttClientTcpOptions : IMqttClientChannelOptions
{
    public AddressFamily AddressFamily { get; set; } = AddressFamily.Unspecified;

    /// <summary>The socket's send and receive buffer, in bytes.</summary>
    public int BufferSize { get; set; } = 8192;

    public bool? DualMode { get; set; }

    /// <summary>As in the package, closing resets the connection unless this is changed.</summary>
    public LingerOption LingerState { get; set; } = new(true, 0);

    public EndPoint LocalEndpoint { get; set; }
    public bool NoDelay { get; set; } = true;
    public ProtocolType ProtocolType { get; set; } = ProtocolType.Tcp;
    public EndPoint RemoteEndpoint { get; set; }
    public MqttClientTlsOptions TlsOptions { get; set; } = new();

    public override string ToString() => RemoteEndpoint?.ToString() ?? "";
}
