using System.Diagnostics;
using System.Runtime.InteropServices;
using CamStream.Testing;

namespace CamStream.Bench.Native;

/// <summary>
/// The native camera program for this machine, built by <c>deploy/edge/publish</c>; deleted when
/// disposed.
/// </summary>
internal sealed class PublishedEdge : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("camstream-edge-");

    private PublishedEdge() { }

    public string Program => Path.Combine(_folder.FullName, "CamStream.Edge");

    public static async Task<PublishedEdge> PublishAsync(CancellationToken cancellation)
    {
        var edge = new PublishedEdge();
        try
        {
            var system = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";
            var script = Repository.File("deploy", "edge", "publish");
            using var publish = Process.Start(script, ["--for", system, "--to", edge._folder.FullName]);
            try
            {
                await publish.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                publish.Kill(entireProcessTree: true);
                throw;
            }
            return publish.ExitCode == 0
                ? edge
                : throw new InvalidOperationException($"{script} ended with {publish.ExitCode}.");
        }
        catch
        {
            edge.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
