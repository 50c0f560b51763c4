using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;

namespace CamStream.Frames.Mqtt;

/// <summary>
/// Where the broker is and how to sign in, the same for cameras and services: section <c>Mqtt</c>.
/// </summary>
public sealed class BrokerOptions : IValidatableObject
{
    // A JPEG takes a few reads and writes instead of a dozen of the default's 8 KiB.
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
    /// User name; null signs in without one. A camera that has a password and no user name is
    /// signed in by its camera id.
    /// </summary>
    public string? User { get; set; }

    /// <summary>
    /// The password itself; <see cref="PasswordFile"/> keeps it out of the environment.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>
    /// A file with the password, without a line's end; read at every connect, so that a changed one
    /// is taken up.
    /// </summary>
    public string? PasswordFile { get; set; }

    /// <summary>
    /// TLS 1.2 or newer. The broker's certificate has to name <see cref="Host"/>, and to be of an
    /// authority that the system trusts.
    /// </summary>
    public bool Tls { get; set; }

    /// <summary>
    /// A PEM file with the authorities to trust in place of the system's, for <see cref="Tls"/>;
    /// read at every connect.
    /// </summary>
    public string? CaFile { get; set; }

    /// <summary>Seconds for connecting and for every answer of the broker, 1 to 60.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>
    /// Seconds without traffic after which the connection is probed, 1 to 600: a broker that
    /// vanished is noticed after about twice that.
    /// </summary>
    [Range(1, 600)]
    public int KeepAliveSeconds { get; set; } = 10;

    /// <summary>MQTT 5 connection options with all of the above; the caller adds its own.</summary>
    /// <exception cref="IOException">
    /// <see cref="PasswordFile"/> or <see cref="CaFile"/> cannot be read.
    /// </exception>
    /// <exception cref="CryptographicException">
    /// What is in <see cref="CaFile"/> is no certificate.
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

    /// <summary>Why the broker did not let us in, in words that say what to do.</summary>
    public string Refusal(MqttClientConnectResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.ResultCode switch
        {
            MqttClientConnectResultCode.NotAuthorized
            or MqttClientConnectResultCode.BadUserNameOrPassword when User is null =>
                "the broker lets nobody in without a name: Mqtt:User and Mqtt:Password are not set.",
            MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.BadUserNameOrPassword =>
                $"the broker does not let '{User}' in: it has no account of that name, or another password.",
            _ => $"the broker refused: {result.ResultCode} {result.ReasonString}",
        };
    }

    /// <summary>What no single option can tell.</summary>
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

    // An authority of one's own says nowhere which of its certificates it has revoked.
    private void AddTls(MqttClientTlsOptionsBuilder tls)
    {
        tls.UseTls().WithTargetHost(Host);
        if (CaFile is not null)
            tls.WithTrustChain(Certificates(CaFile)).WithIgnoreCertificateRevocationErrors();
    }
}
