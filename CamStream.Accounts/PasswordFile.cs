namespace CamStream.Accounts;

/// <summary>
/// Mosquitto's password file: a line <c>user:hash</c> for each who may sign in. It is replaced as a
/// whole, so that nobody reads half of it.
/// </summary>
/// <param name="path">Where it is, or will be; its folder is made, for its owner only.</param>
public sealed class PasswordFile(string path)
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Its lines; none where it is not there.</summary>
    public IReadOnlyList<string> Lines => File.Exists(Path) ? File.ReadAllLines(Path) : [];

    /// <summary>Who may sign in.</summary>
    public IReadOnlyList<string> Users => [.. Lines.Select(UserOf)];

    /// <summary>Lets a user in with a password, and with no other any more.</summary>
    public void Set(string user, string password) =>
        Write([.. Lines.Where(line => UserOf(line) != user), Line(user, password)]);

    /// <summary>The line that lets a user in with a password.</summary>
    public static string Line(string user, string password) => $"{user}:{PasswordHash.Of(password)}";

    /// <summary>Lets a user in no more.</summary>
    /// <returns>False when there is none of that name.</returns>
    public bool Remove(string user)
    {
        var lines = Lines;
        List<string> left = [.. lines.Where(line => UserOf(line) != user)];
        if (left.Count == lines.Count)
            return false;
        Write(left);
        return true;
    }

    /// <summary>Replaces all of it.</summary>
    public void Write(IReadOnlyList<string> lines) =>
        PrivateFile.Write(Path, string.Concat(lines.Select(line => line + '\n')));

    private static string UserOf(string line) => line[..Math.Max(0, line.IndexOf(':', StringComparison.Ordinal))];
}
