using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;

namespace CamStream.Frames.Mqtt;

/// <summary>
/// Where the broker is and how to sign in, for cameras and services alike: section <c>Mqtt</c>.
/// </summary>
public sealed class BrokerOptions : IValidatableObject
{
    // A JPEG takes a few reads and writes; with the default of 8 KiB it would take a dozen.
    private const int SocketBufferBytes = 256 * 1024;

    /// <summary>
    /// The section of configuration: <c>Mqtt__Host</c> and so on in the environment.
    /// </summary>
    public const string Section = "Mqtt";

    /// <summary>Host name or address.</summary>
    [Required]
    public string Host { get; set; } = "localhost";

    /// <summary>TCP port, 1 to 65535; 8883 is usual with <see cref="Tls"/>.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 1883;

    /// <summary>
    /// User name; null signs in without one. A camera with a password and no user name signs in
    /// with its camera id.
    /// </summary>
    public string? User { get; set; }

    /// <summary>
    /// The password. <see cref="PasswordFile"/> keeps it out of the environment.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>
    /// A file with the password; a line break at its end is ignored. It is read at every connect,
    /// so that a change takes effect.
    /// </summary>
    public string? PasswordFile { get; set; }

    /// <summary>
    /// Whether to use TLS, 1.2 or newer. The broker's certificate must name <see cref="Host"/>, and
    /// its authority must be trusted by the system.
    /// </summary>
    public bool Tls { get; set; }

    /// <summary>
    /// A PEM file with the authorities that <see cref="Tls"/> trusts in place of the system's. It
    /// is read at every connect.
    /// </summary>
    public string? CaFile { get; set; }

    /// <summary>Seconds for connecting and for every answer of the broker, 1 to 60.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>
    /// Seconds without traffic after which the connection is probed, 1 to 600. A broker that is
    /// gone is noticed after about twice that.
    /// </summary>
    [Range(1, 600)]
    public int KeepAliveSeconds { get; set; } = 10;

    /// <summary>
    /// MQTT 5 connection options with all of these; the caller adds its own.
    /// </summary>
    /// <exception cref="IOException">
    /// <see cref="PasswordFile"/> or <see cref="CaFile"/> cannot be read.
    /// </exception>
    /// <exception cref="CryptographicException">
    /// <see cref="CaFile"/> has something else than certificates.
    /// </exception>
    public MqttClientOptionsBuilder ToClientOptions()
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(Host, Port)
            .WithTcpServer(tcp => tcp.BufferSize = SocketBufferBytes)
            .WithTimeout(TimeSpan.FromSeconds(TimeoutSeconds))
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(KeepAliveSeconds));
        if (User is not null)
            builder.WithCredentials(
                User,
                PasswordFile is null ? Password : File.ReadAllText(PasswordFile).TrimEnd('\r', '\n')
            );
        if (Tls)
            builder.WithTlsOptions(AddTls);
        return builder;
    }

    /// <summary>Why the broker refused the connection, and what to do.</summary>
    public string Refusal(MqttClientConnectResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.ResultCode switch
        {
            MqttClientConnectResultCode.NotAuthorized
            or MqttClientConnectResultCode.BadUserNameOrPassword when User is null =>
                "the broker requires a user name: set Mqtt:User and Mqtt:Password.",
            MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.BadUserNameOrPassword =>
                $"the broker does not accept '{User}': it has no such account, or another password.",
            _ => $"the broker refused: {result.ResultCode} {result.ReasonString}",
        };
    }

    /// <summary>Checks the options together.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((Password ?? PasswordFile) is not null && User is null)
        {
            yield return new ValidationResult(
                "The field BrokerOptions.User must be given with a password.",
                [nameof(User)]
            );
        }
        if (Password is not null && PasswordFile is not null)
        {
            yield return new ValidationResult(
                "The field BrokerOptions.PasswordFile must not be given with BrokerOptions.Password.",
                [nameof(PasswordFile)]
            );
        }
        if (PasswordFile is not null && !File.Exists(PasswordFile))
        {
            yield return new ValidationResult(
                "The field BrokerOptions.PasswordFile must name a file that exists.",
                [nameof(PasswordFile)]
            );
        }
        if (CaFile is not null && !Tls)
        {
            yield return new ValidationResult(
                "The field BrokerOptions.CaFile must be given with BrokerOptions.Tls only.",
                [nameof(CaFile)]
            );
        }
        else if (CaFile is not null && !HasCertificates(CaFile))
        {
            yield return new ValidationResult(
                "The field BrokerOptions.CaFile must name a PEM file with certificates.",
                [nameof(CaFile)]
            );
        }
    }

    private static bool HasCertificates(string file)
    {
        try
        {
            return Certificates(file).Count > 0;
        }
        catch (Exception unreadable)
            when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }

    private static X509Certificate2Collection Certificates(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates;
    }

    // A private authority publishes no list of revoked certificates.
    private void AddTls(MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls().WithTargetHost(Host);
        if (CaFile is not null)
            tls.WithTrustChain(Certificates(CaFile)).WithIgnoreCertificateRevocationErrors();
    }
}
