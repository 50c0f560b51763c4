namespace CamStream.Accounts;

/// <summary>Files that only their owner can read.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Creates a folder and its missing parents with mode 0700; on Windows the permissions are
    /// inherited.
    /// </summary>
    public static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above)
            MakeFolder(above); // one by one: the mode applies to the last folder only
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerFolder);
    }

    /// <summary>
    /// Replaces or creates a file atomically, with mode 0600, and creates its folder.
    /// </summary>
    public static void Write(string path, string text)
    {
        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var next = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        try
        {
            using (var writer = new StreamWriter(next, options))
                writer.Write(text);
            File.Move(next, path, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }
}
