using System.Security.Cryptography.X509Certificates;
using CamStream.Frames;

namespace CamStream.Accounts;

/// <summary>
/// What a broker and those who sign in there are given: <c>passwd</c>; for a cluster also
/// <c>ingest-password</c>, the authority <c>ca.crt</c> and <c>ca.key</c>, and by it the server's
/// <c>tls.crt</c> and <c>tls.key</c>.
/// </summary>
/// <param name="path">Where it is, or will be.</param>
public sealed class AccountsFolder(string path)
{
    /// <summary>Ingest's user name, which no camera can have.</summary>
    public const string Ingest = "ingest";

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Who may sign in.</summary>
    public PasswordFile Passwords => new(In("passwd"));

    /// <summary>The authority's certificate.</summary>
    public string Authority => In("ca.crt");

    /// <summary>
    /// The name by which the broker's certificate knows it first; null while there is none.
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

    /// <summary>The cameras that may sign in.</summary>
    public IReadOnlyList<string> Cameras => [.. Passwords.Users.Where(user => user != Ingest)];

    /// <summary>Makes a camera's account.</summary>
    /// <returns>Its password, which is kept nowhere.</returns>
    /// <exception cref="InvalidOperationException">
    /// It cannot be a camera's name, or has an account.
    /// </exception>
    public string AddCamera(string camera)
    {
        if (!CameraId.TryParse(camera, out _))
            throw new InvalidOperationException(CameraId.Problem(camera));
        if (camera == Ingest)
            throw new InvalidOperationException($"'{Ingest}' is the service's own name.");
        if (Passwords.Users.Contains(camera))
            throw new InvalidOperationException($"'{camera}' has an account: remove it to make another.");
        var password = NewPassword.Create();
        Passwords.Set(camera, password);
        return password;
    }

    /// <summary>Takes a camera's account away.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public void RemoveCamera(string camera)
    {
        if (camera == Ingest || !Passwords.Remove(camera))
            throw new InvalidOperationException($"'{camera}' has no account.");
    }

    /// <summary>
    /// Makes what a broker in a cluster needs beside cameras: Ingest's account and the authority,
    /// where they are missing, and a certificate.
    /// </summary>
    /// <param name="hosts">The names and addresses by which cameras and services reach it.</param>
    /// <param name="time">Dates the certificate.</param>
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
