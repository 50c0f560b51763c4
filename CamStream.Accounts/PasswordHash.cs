using System.Globalization;
using System.Security.Cryptography;

namespace CamStream.Accounts;

/// <summary>
/// A password as Mosquitto stores it, <c>$7$iterations$salt$hash</c>: PBKDF2 with HMAC-SHA-512;
/// salt and hash are Base64.
/// </summary>
public static class PasswordHash
{
    // The default of mosquitto_passwd. Our passwords are random and long: more iterations would
    // slow the broker down, and would not stop an attacker any better.
    private const int Iterations = 101;
    private const int SaltBytes = 12;
    private const int HashBytes = 64;

    /// <summary>Hashes a password with a new salt.</summary>
    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, HashBytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"$7${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}"
        );
    }
}
