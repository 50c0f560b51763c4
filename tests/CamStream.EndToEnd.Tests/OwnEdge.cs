using System.Diagnostics;

namespace CamStream.EndToEnd;

/// <summary>
/// A camera agent that shows a test pattern; ended when disposed.
/// </summary>
internal sealed class OwnEdge : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _output;

    private OwnEdge(Process process) => (_process, _output) = (process, process.StandardOutput.ReadToEndAsync());

    /// <param name="file">The path of its <c>edge.json</c>.</param>
    /// <param name="settings">Further settings.</param>
    public static OwnEdge Start(string file, params IReadOnlyList<string> settings)
    {
        var program = Repository.Program("CamStream.Edge");
        string[] arguments = [program, "--config", file, "--Edge:Source=pattern", .. settings];
        return new OwnEdge(Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _output;
        _process.Dispose();
    }
}
