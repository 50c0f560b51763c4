using System.Diagnostics;

namespace CamStream.Deploy.Engine;

/// <summary>
/// Finds Docker's engine: the installed one, or Debian's packages unpacked under <c>artifacts/</c>.
/// Tests install nothing.
/// </summary>
internal static class DebianDocker
{
    private static readonly string[] _packages = ["docker.io", "containerd", "runc"];
    private static readonly string[] _folders = ["usr/sbin", "usr/bin"];

    /// <summary>
    /// A PATH with the engine; skips the test if no engine can be had.
    /// </summary>
    public static async Task<string> PathAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A container engine runs on Linux.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "A container engine of the test's own needs root.");
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        if (path.Split(':').Any(folder => File.Exists(Path.Combine(folder, "dockerd"))))
            return path;

        var unpacked = Repository.File("artifacts", "engine");
        if (!File.Exists(Path.Combine(unpacked, "usr/sbin/dockerd")))
            await UnpackAsync(unpacked);
        return string.Join(':', [.. _folders.Select(folder => Path.Combine(unpacked, folder)), path]);
    }

    private static async Task UnpackAsync(string folder)
    {
        var unpacking = Directory.CreateTempSubdirectory("camstream-engine-");
        try
        {
            await AptAsync(unpacking.FullName, ["download", .. _packages]);
            foreach (var package in unpacking.GetFiles("*.deb"))
                await Command.RunAsync("dpkg", "-x", package.FullName, folder);
        }
        catch (InvalidOperationException missing)
        {
            Assert.Skip($"dockerd is not installed, and Debian's packages cannot be downloaded: {missing.Message}");
        }
        finally
        {
            unpacking.Delete(recursive: true);
        }
    }

    private static async Task AptAsync(string folder, string[] arguments)
    {
        try
        {
            await RunAsync(arguments);
        }
        catch (InvalidOperationException)
        {
            await RunAsync(["update"]); // the package lists may be missing or old
            await RunAsync(arguments);
        }

        Task<string> RunAsync(string[] all) =>
            Command.RunAsync(
                new ProcessStartInfo("apt-get", ["-qq", .. all]) { WorkingDirectory = folder },
                input: null,
                Command.Cancellation
            );
    }
}
