using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CamStream.EndToEnd;

/// <summary>
/// The camera program for the Raspberry Pi, built by <c>deploy/edge/publish</c>. On other
/// processors it runs in the emulator qemu. The build is kept: without changes, publishing takes a
/// few seconds.
/// </summary>
internal sealed class NativeEdge : IDisposable
{
    // A minute on an idle machine.
    private static readonly TimeSpan _publishLimit = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-native-");

    private NativeEdge() { }

    /// <summary>The folder that is copied to the Pi.</summary>
    public IEnumerable<string> Files =>
        _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    /// <summary>The command's output.</summary>
    public string Said { get; private set; } = "";

    private string Program => Path.Combine(_folder.FullName, "CamStream.Edge");

    public static async Task<NativeEdge> PublishAsync()
    {
        var edge = new NativeEdge();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(RunningSystem.Cancellation);
            limit.CancelAfter(_publishLimit);
            edge.Said = await RunAsync(
                Path.Combine(Repository.Root, "deploy", "edge", "publish"),
                ["--with-pattern", "--to", edge._folder.FullName],
                limit.Token
            );
            return edge;
        }
        catch
        {
            edge.Dispose();
            throw;
        }
    }

    /// <summary>The machine in the program's ELF header: the half word at 18.</summary>
    public async Task<int> MachineAsync()
    {
        var header = new byte[20];
        await using var program = File.OpenRead(Program);
        await program.ReadExactlyAsync(header, RunningSystem.Cancellation);
        return BitConverter.ToUInt16(header, 18);
    }

    /// <summary>Starts the program with redirected standard output.</summary>
    public Process Start(params string[] options)
    {
        // The cross tools' C library replaces that of the Pi.
        string[] command =
            RuntimeInformation.OSArchitecture == Architecture.Arm64
                ? [Program]
                : ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu", Program];
        try
        {
            return Process.Start(
                new ProcessStartInfo(command[0], [.. command[1..], .. options]) { RedirectStandardOutput = true }
            )!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new InvalidOperationException($"{command[0]} is missing: apt-get install qemu-user", failure);
        }
    }

    /// <summary>Stops the program as systemd does; returns its exit code.</summary>
    public static async Task<int> StopAsync(Process process)
    {
        await new ServiceProcess(process.Id).SignalAsync("TERM");
        await Wait.ForAsync("the camera program to end", process.WaitForExitAsync);
        return process.ExitCode;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        using var killed = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None); // ends with the process
        var output = new StringBuilder(await process.StandardOutput.ReadToEndAsync(CancellationToken.None))
            .Append(await errors)
            .ToString();
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        process.ExitCode.ShouldBe(0, output);
        return output;
    }
}
