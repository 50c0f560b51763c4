namespace CamStream.AppHost.Broker;

internal static class InstalledProgram
{
    /// <summary>Where system services are installed, which is not on every user's PATH.</summary>
    private static readonly string[] _systemFolders = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"];

    /// <returns>The path in a folder of system programs, else the name, to be found on PATH.</returns>
    public static string Find(string name) =>
        _systemFolders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? name;
}
