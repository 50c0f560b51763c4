using System.Security.Cryptography;

namespace CamStream.Accounts;

/// <summary>Passwords that nobody guesses.</summary>
public static class NewPassword
{
    // Nothing that a shell or JSON reads otherwise, and nothing that eyes mix up: 24 of these 56
    // are 139 bits.
    private const string Characters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 24;

    /// <summary>Another one at each call.</summary>
    public static string Create() => RandomNumberGenerator.GetString(Characters, Length);
}
