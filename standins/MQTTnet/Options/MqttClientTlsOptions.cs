using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MQTTnet;

public sealed class MqttClientTlsOptions
{
    public bool AllowRenegotiation { get; set; } = true;
    public bool AllowUntrustedCertificates { get; set; }
    public List<SslApplicationProtocol> ApplicationProtocols { get; set; }

    /// <summary>Decides alone when it is set.</summary>
    public Func<MqttClientCertificateValidationEventArgs, bool> CertificateValidationHandler { get; set; }

    public CipherSuitesPolicy CipherSuitesPolicy { get; set; }
    public IMqttClientCertificatesProvider ClientCertificatesProvider { get; set; }
    public EncryptionPolicy EncryptionPolicy { get; set; } = EncryptionPolicy.RequireEncryption;
    public bool IgnoreCertificateChainErrors { get; set; }
    public bool IgnoreCertificateRevocationErrors { get; set; }
    public X509RevocationMode RevocationMode { get; set; } = X509RevocationMode.Online;
    public SslProtocols SslProtocol { get; set; } = SslProtocols.Tls12 | SslProtocols.Tls13;
    public string TargetHost { get; set; }

    /// <summary>The roots to trust instead of the machine's.</summary>
    public X509Certificate2Collection TrustChain { get; set; }

    public bool UseTls { get; set; }
}
