using System.Diagnostics;

namespace CamStream.Edge.Deploy;

/// <summary>Runs <c>deploy/edge/install</c> on a system in a folder of the test.</summary>
internal sealed class EdgeInstall : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-install-");

    public EdgeInstall() => Directory.CreateDirectory(Root);

    /// <summary>The folder of the files that an operator installs.</summary>
    public static string Source { get; } = FindSource();

    /// <summary>The root of the system.</summary>
    public string Root => Path.Combine(_folder.FullName, "root");

    /// <summary>Writes a file outside the system, and returns its path.</summary>
    public string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>
    /// A program with an ELF header for ARM64, and other content after it.
    /// </summary>
    public string WriteProgram(string content)
    {
        var path = Path.Combine(_folder.FullName, "CamStream.Edge");
        byte[] header = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0xB7, 0];
        File.WriteAllBytes(path, [.. header, .. System.Text.Encoding.ASCII.GetBytes(content)]);
        return path;
    }

    /// <summary>Runs the script; returns its output without the path of the root.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] options)
    {
        var info = new ProcessStartInfo("bash", [Path.Combine(Source, "install"), "--root", Root, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (
            process.ExitCode,
            (output + await error)
                .Replace(Root, "", StringComparison.Ordinal)
                .Replace(_folder.FullName, "", StringComparison.Ordinal)
        );
    }

    /// <summary>Every file and link of the system: mode and path; for links the target.</summary>
    public IEnumerable<string> Files() =>
        from file in new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file.FullName)
        orderby path
        select file.LinkTarget is { } target
            ? $"{path} -> {target}"
            : $"{Convert.ToString((int)file.UnixFileMode, 8)} {path}";

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public void Dispose() => _folder.Delete(recursive: true);

    private static string FindSource()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CamStream.slnx")))
                return Path.Combine(folder.FullName, "deploy", "edge");
        }
        throw new DirectoryNotFoundException("The tests must run inside the repository.");
    }
}
