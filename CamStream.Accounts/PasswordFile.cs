namespace CamStream.Accounts;

/// <summary>
/// Mosquitto's password file: one line <c>user:hash</c> per account. Each change replaces the whole
/// file, so a reader never sees half of it.
/// </summary>
/// <param name="path">The file. Its folder is created, readable by its owner only.</param>
public sealed class PasswordFile(string path)
{
    /// <summary>The file's path.</summary>
    public string Path { get; } = path;

    /// <summary>The file's lines; empty if there is no file.</summary>
    public IReadOnlyList<string> Lines => File.Exists(Path) ? File.ReadAllLines(Path) : [];

    /// <summary>The users that have an account.</summary>
    public IReadOnlyList<string> Users => [.. Lines.Select(UserOf)];

    /// <summary>Adds a user, or replaces the user's password.</summary>
    public void Set(string user, string password) =>
        Write([.. Lines.Where(line => UserOf(line) != user), Line(user, password)]);

    /// <summary>The line of a user with a password.</summary>
    public static string Line(string user, string password) => $"{user}:{PasswordHash.Of(password)}";

    /// <summary>Removes a user.</summary>
    /// <returns>False if there is no such user.</returns>
    public bool Remove(string user)
    {
        var lines = Lines;
        List<string> left = [.. lines.Where(line => UserOf(line) != user)];
        if (left.Count == lines.Count)
            return false;
        Write(left);
        return true;
    }

    /// <summary>Replaces all lines.</summary>
    public void Write(IReadOnlyList<string> lines) =>
        PrivateFile.Write(Path, string.Concat(lines.Select(line => line + '\n')));

    private static string UserOf(string line) => line[..Math.Max(0, line.IndexOf(':', StringComparison.Ordinal))];
}
