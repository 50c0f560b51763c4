using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CamStream.Packages.Mqtt;

/// <summary>Speaks TLS with a certificate for "localhost" by an authority of its own.</summary>
public sealed class TlsBroker : MosquittoBroker
{
    public X509Certificate2 Authority { get; private set; } = null!;

    protected override string[] Settings => [$"certfile {Path.Combine(Folder, "server.pem")}", $"keyfile {Path.Combine(Folder, "server.key")}"];

    protected override async Task PrepareAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        Authority = authority.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(Authority, now.AddHours(-1), now.AddHours(12), [1, 2, 3, 4]);

        await File.WriteAllTextAsync(Path.Combine(Folder, "server.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(Folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
