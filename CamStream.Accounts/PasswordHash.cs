using System.Globalization;
using System.Security.Cryptography;

namespace CamStream.Accounts;

/// <summary>
/// A password as Mosquitto keeps it, <c>$7$iterations$salt$hash</c>: PBKDF2 with HMAC-SHA-512, both
/// parts in Base64.
/// </summary>
public static class PasswordHash
{
    // As mosquitto_passwd does it. Passwords made here are random and long: more iterations would
    // cost the broker, and nobody who guesses.
    private const int Iterations = 101;
    private const int SaltBytes = 12;
    private const int HashBytes = 64;

    /// <summary>The hash, with a salt of its own.</summary>
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
