using System.ComponentModel.DataAnnotations;
using MQTTnet;
using MQTTnet.Formatter;

namespace CamStream.Frames.Mqtt;

/// <summary>Where the broker is and how to sign in, the same for cameras and services: section <c>Mqtt</c>.</summary>
public sealed class BrokerOptions
{
    // A JPEG takes a few reads and writes instead of a dozen of the default's 8 KiB.
    private const int SocketBufferBytes = 256 * 1024;

    /// <summary>The section of configuration: <c>Mqtt__Host</c> and so on in the environment.</summary>
    public const string Section = "Mqtt";

    /// <summary>Host name or address.</summary>
    [Required]
    public string Host { get; set; } = "localhost";

    /// <summary>TCP port, 1 to 65535; 8883 is usual with <see cref="Tls"/>.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 1883;

    /// <summary>User name; null signs in without one. A camera's is its camera id.</summary>
    public string? User { get; set; }

    /// <summary>The password itself; <see cref="PasswordFile"/> keeps it out of the environment.</summary>
    public string? Password { get; set; }

    /// <summary>A file with the password, without a line's end; read at every connect, so that a changed one is taken up.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>TLS, with the system's certificate authorities.</summary>
    public bool Tls { get; set; }

    /// <summary>Seconds for connecting and for every answer of the broker, 1 to 60.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>Seconds without traffic after which the connection is probed, 1 to 600: a broker that vanished is noticed after about twice that.</summary>
    [Range(1, 600)]
    public int KeepAliveSeconds { get; set; } = 10;

    /// <summary>MQTT 5 connection options with all of the above; the caller adds its own.</summary>
    /// <exception cref="IOException"><see cref="PasswordFile"/> cannot be read.</exception>
    public MqttClientOptionsBuilder ToClientOptions()
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(Host, Port)
            .WithTcpServer(tcp => tcp.BufferSize = SocketBufferBytes)
            .WithTimeout(TimeSpan.FromSeconds(TimeoutSeconds))
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(KeepAliveSeconds));
        if (User is not null) builder.WithCredentials(User, PasswordFile is null ? Password : File.ReadAllText(PasswordFile).TrimEnd('\r', '\n'));
        if (Tls) builder.WithTlsOptions(tls => tls.UseTls());
        return builder;
    }
}
