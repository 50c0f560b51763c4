using System.Diagnostics;
using CamStream.Bench.Processes;
using CamStream.Frames;

namespace CamStream.Bench.Native;

/// <summary>A long-running program that publishes frames; ended when disposed.</summary>
/// <param name="name">The name in the table.</param>
/// <param name="camera">The camera id it publishes under.</param>
/// <param name="process">The program's process.</param>
internal sealed class Publisher(string name, CameraId camera, Process process) : IPublisher
{
    public string Name => name;

    public CameraId Camera => camera;

    public TimeSpan Used => ProcTime.Of(process.Id);

    public (ProcMemory Memory, long Peak)? Memory =>
        (
            ProcMemory.Parse(File.ReadLines($"/proc/{process.Id}/smaps_rollup")),
            File.ReadLines($"/proc/{process.Id}/status")
                .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Sum(KiB) << 10
        );

    /// <param name="name">The name in the table.</param>
    /// <param name="camera">The camera id it publishes under.</param>
    /// <param name="command">The program and its arguments.</param>
    public static Publisher Start(string name, CameraId camera, params string[] command)
    {
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null); // so that the pipe never fills up
        return new Publisher(name, camera, process);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static long KiB(string line) =>
        long.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2],
            System.Globalization.CultureInfo.InvariantCulture
        );
}
