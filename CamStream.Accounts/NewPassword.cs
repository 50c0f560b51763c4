using System.Security.Cryptography;

namespace CamStream.Accounts;

/// <summary>Random passwords.</summary>
public static class NewPassword
{
    // No character that a shell or JSON escapes, and none that looks like another. 24 of these 56
    // characters are 139 bits.
    private const string Characters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 24;

    /// <summary>Creates a new password.</summary>
    public static string Create() => RandomNumberGenerator.GetString(Characters, Length);
}
