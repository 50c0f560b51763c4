using System.Diagnostics;

namespace CamStream.EndToEnd;

/// <summary>A camera agent of the test's own that shows a test pattern; gone when disposed.</summary>
internal sealed class OwnEdge : IAsyncDisposable
{
    private readonly Process _process;

    private OwnEdge(Process process) => _process = process;

    /// <param name="file">Its <c>edge.json</c>.</param>
    /// <param name="settings">Settings beside it.</param>
    public static OwnEdge Start(string file, params IReadOnlyList<string> settings) => new(Process.Start("dotnet",
        [Path.Combine(Repository.Output("CamStream.Edge"), "CamStream.Edge.dll"), "--config", file, "--Edge:Source=pattern", .. settings]));

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
