using System.Security.Cryptography.X509Certificates;
using CamStream.Frames;

namespace CamStream.Accounts;

/// <summary>
/// The files that a broker and its clients need. <c>passwd</c> holds the accounts. For a cluster
/// there is also <c>ingest-password</c>, the certificate authority (<c>ca.crt</c>, <c>ca.key</c>)
/// and the server certificate that it signed (<c>tls.crt</c>, <c>tls.key</c>).
/// </summary>
/// <param name="path">The folder; it need not exist yet.</param>
public sealed class AccountsFolder(string path)
{
    /// <summary>Ingest's user name; no camera can have it.</summary>
    public const string Ingest = "ingest";

    /// <summary>The folder's absolute path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The accounts.</summary>
    public PasswordFile Passwords => new(In("passwd"));

    /// <summary>The authority's certificate.</summary>
    public string Authority => In("ca.crt");

    /// <summary>
    /// The common name of the broker's certificate; null without a certificate.
    /// </summary>
    public string? Host
    {
        get
        {
            if (!File.Exists(In("tls.crt")))
                return null;
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(In("tls.crt"));
            return certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        }
    }

    /// <summary>The cameras that have an account.</summary>
    public IReadOnlyList<string> Cameras => [.. Passwords.Users.Where(user => user != Ingest)];

    /// <summary>Creates an account for a camera.</summary>
    /// <returns>The password. It is not stored.</returns>
    /// <exception cref="InvalidOperationException">
    /// The name is not a camera id, or already has an account.
    /// </exception>
    public string AddCamera(string camera)
    {
        if (!CameraId.TryParse(camera, out _))
            throw new InvalidOperationException(CameraId.Problem(camera));
        if (camera == Ingest)
            throw new InvalidOperationException($"'{Ingest}' is reserved for the Ingest service. Choose another name.");
        if (Passwords.Users.Contains(camera))
            throw new InvalidOperationException(
                $"'{camera}' already has an account. Remove it before you add it again."
            );
        var password = NewPassword.Create();
        Passwords.Set(camera, password);
        return password;
    }

    /// <summary>Removes a camera's account.</summary>
    /// <exception cref="InvalidOperationException">The camera has no account.</exception>
    public void RemoveCamera(string camera)
    {
        if (camera == Ingest || !Passwords.Remove(camera))
            throw new InvalidOperationException($"'{camera}' has no account.");
    }

    /// <summary>
    /// Creates what a broker in a cluster needs besides camera accounts: Ingest's account and the
    /// authority, if they are missing, and a new server certificate.
    /// </summary>
    /// <param name="hosts">The host names and addresses at which clients reach the broker.</param>
    /// <param name="time">The clock that dates the certificate.</param>
    public void Prepare(IReadOnlyList<string> hosts, TimeProvider time)
    {
        if (!Passwords.Users.Contains(Ingest) || !File.Exists(In("ingest-password")))
        {
            var password = NewPassword.Create();
            PrivateFile.Write(In("ingest-password"), password);
            Passwords.Set(Ingest, password);
        }
        using var authority = PrivateAuthority.In(Path, time);
        authority.Certify(Path, hosts);
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);
}
