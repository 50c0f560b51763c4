using System.Runtime.InteropServices;

namespace CamStream.Deploy.Images;

/// <summary>
/// A folder with all that a program of this machine needs to run in an otherwise empty image;
/// deleted when disposed.
/// </summary>
internal sealed class RootFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-root-");

    private static readonly string _runtime = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/');

    public string Path => _folder.FullName;

    /// <summary>
    /// The folder of .NET, the same here and in the image: runtimes are in
    /// <c>shared/Microsoft.NETCore.App/10.0.x</c>.
    /// </summary>
    public static string DotNet { get; } = Directory.GetParent(_runtime)!.Parent!.Parent!.FullName;

    /// <summary>Programs with their libraries, gathered as for the Encoder's base image.</summary>
    public static async Task<RootFolder> WithAsync(params string[] programs)
    {
        var root = new RootFolder();
        await Command.RunAsync(
            "sh",
            [Repository.File("deploy", "images", "encoder-base", "gather.sh"), root.Path, .. programs.Select(Found)]
        );
        foreach (var folder in new[] { "bin", "lib", "lib64" })
        {
            Directory.CreateDirectory(System.IO.Path.Combine(root.Path, "usr", folder));
            File.CreateSymbolicLink(System.IO.Path.Combine(root.Path, folder), $"usr/{folder}");
        }
        return root;
    }

    /// <summary>.NET with ASP.NET Core, and programs.</summary>
    public static async Task<RootFolder> WithDotNetAsync(params string[] programs)
    {
        var native = Directory
            .GetFiles(_runtime, "*.so")
            .Append(System.IO.Path.Combine(DotNet, "dotnet"))
            .Append(OpenSsl());
        var root = await WithAsync([.. native, .. programs]);
        await Command.RunAsync(
            "cp",
            "-r",
            "--parents",
            System.IO.Path.Combine(DotNet, "host"),
            System.IO.Path.Combine(DotNet, "shared"),
            root.Path
        );
        return root;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // .NET loads it at run time, so no library lists it as needed.
    private static string OpenSsl() =>
        Directory
            .GetDirectories("/usr/lib")
            .Append("/usr/lib64")
            .Select(folder => System.IO.Path.Combine(folder, "libssl.so.3"))
            .First(File.Exists);

    private static string Found(string program) =>
        program.Contains('/', StringComparison.Ordinal)
            ? program
            : new[] { "/usr/bin", "/usr/sbin", "/usr/local/bin" }
                .Select(folder => System.IO.Path.Combine(folder, program))
                .FirstOrDefault(File.Exists)
                ?? throw new InvalidOperationException($"{program} is missing.");
}
