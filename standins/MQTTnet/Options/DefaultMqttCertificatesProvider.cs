using System.Security.Cryptography.X509Certificates;

namespace MQTTnet;

public sealed class DefaultMqttCertificatesProvider : IMqttClientCertificatesProvider
{
    private readonly X509Certificate2Collection _certificates;

    public DefaultMqttCertificatesProvider(X509Certificate2Collection certificates) => _certificates = certificates;

    public DefaultMqttCertificatesProvider(IEnumerable<X509Certificate> certificates)
    {
        if (certificates is null) return;
        _certificates = [];
        foreach (var certificate in certificates) _certificates.Add(certificate);
    }

    public X509CertificateCollection GetCertificates() => _certificates;
}
