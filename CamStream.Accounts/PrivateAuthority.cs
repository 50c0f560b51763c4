using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CamStream.Accounts;

/// <summary>
/// A private certificate authority, kept in a folder: <c>ca.crt</c>, which clients trust, and
/// <c>ca.key</c>, which must stay secret.
/// </summary>
public sealed class PrivateAuthority : IDisposable
{
    // A Raspberry Pi has no real-time clock: after a start its clock is behind until NTP sets it.
    private static readonly TimeSpan _earlier = TimeSpan.FromDays(30);
    private static readonly TimeSpan _authorityLife = TimeSpan.FromDays(10 * 365);
    private static readonly TimeSpan _serverLife = TimeSpan.FromDays(2 * 365);

    private readonly X509Certificate2 _authority;
    private readonly TimeProvider _time;

    private PrivateAuthority(X509Certificate2 authority, TimeProvider time) => (_authority, _time) = (authority, time);

    /// <summary>Loads the authority of a folder, or creates one there.</summary>
    public static PrivateAuthority In(string folder, TimeProvider time)
    {
        var (certificate, key) = (Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));
        if (!File.Exists(key))
        {
            using var made = Create(time.GetUtcNow());
            using var its = made.GetECDsaPrivateKey()!;
            PrivateFile.Write(certificate, made.ExportCertificatePem() + '\n');
            PrivateFile.Write(key, its.ExportPkcs8PrivateKeyPem() + '\n');
        }
        return new PrivateAuthority(X509Certificate2.CreateFromPemFile(certificate, key), time);
    }

    /// <summary>
    /// Writes <c>tls.crt</c> and <c>tls.key</c>, a server certificate for these names.
    /// </summary>
    /// <param name="folder">The folder to write to.</param>
    /// <param name="names">The server's host names and addresses.</param>
    public void Certify(string folder, IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true)
        );
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)
        ); // server authentication, RFC 5280 §4.2.1.12
        request.CertificateExtensions.Add(Alternatives(names));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
                _authority,
                includeKeyIdentifier: true,
                includeIssuerAndSerial: false
            )
        );
        var now = _time.GetUtcNow();
        var end = now + _serverLife < _authority.NotAfter ? now + _serverLife : _authority.NotAfter;
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F; // a positive number, RFC 5280 §4.1.2.2
        using var certificate = request.Create(_authority, now - _earlier, end, serial);
        PrivateFile.Write(Path.Combine(folder, "tls.key"), key.ExportPkcs8PrivateKeyPem() + '\n');
        PrivateFile.Write(Path.Combine(folder, "tls.crt"), certificate.ExportCertificatePem() + '\n');
    }

    /// <inheritdoc/>
    public void Dispose() => _authority.Dispose();

    private static X509Certificate2 Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=CamStream broker authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true,
                hasPathLengthConstraint: true,
                0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now - _earlier, now + _authorityLife);
    }

    private static X509Extension Alternatives(IReadOnlyList<string> names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }
        return alternatives.Build();
    }
}
