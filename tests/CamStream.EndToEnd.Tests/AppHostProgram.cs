using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CamStream.EndToEnd;

/// <summary>
/// The AppHost as its own process, configured as by a launch profile, at free ports; ended when
/// disposed.
/// </summary>
internal sealed class AppHostProgram : IAsyncDisposable
{
    private static readonly string[] _dashboardUrls =
    [
        "ASPNETCORE_URLS",
        "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL",
        "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL",
    ];

    private readonly ProcessMark _mark = new();
    private readonly Process _process;

    private AppHostProgram(ProcessStartInfo start)
    {
        _mark.AddTo(start);
        _process = Process.Start(start)!;
    }

    /// <summary>Runs it until it ends.</summary>
    /// <returns>
    /// The exit code, the standard error, and the processes left behind.
    /// </returns>
    public static async Task<Ending> RunAsync(ProcessStartInfo start)
    {
        await using var program = new AppHostProgram(start);
        // Nobody reads standard output, so it must not block the process.
        var output = program._process.StandardOutput.ReadToEndAsync(RunningSystem.Cancellation);
        var error = await Wait.ForAsync("the AppHost to refuse", program._process.StandardError.ReadToEndAsync);
        await Wait.ForAsync("the AppHost to end", program._process.WaitForExitAsync);
        await output;
        var left = program._mark.Find().Select(process => process.Command);
        return new Ending(program._process.ExitCode, error, [.. left]);
    }

    /// <summary>Starts it, and waits until it prints the page's URL.</summary>
    public static async Task<AppHostProgram> StartAsync(ProcessStartInfo start)
    {
        var program = new AppHostProgram(start);
        try
        {
            program._process.ErrorDataReceived += (_, _) => { };
            program._process.BeginErrorReadLine();
            await Wait.ForAsync("the line 'page …'", program.SaysPageAsync);
            _ = program._process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    private async Task SaysPageAsync(CancellationToken cancellation)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("page ", StringComparison.Ordinal))
                return;
        }
        throw new InvalidOperationException("The AppHost ended.");
    }

    /// <summary>The start information, with free ports.</summary>
    /// <param name="accounts">The folder of accounts.</param>
    /// <param name="arguments">Further command-line arguments.</param>
    /// <param name="program">The path of another copy of it than the build's.</param>
    public static ProcessStartInfo Start(string accounts, IReadOnlyList<string> arguments, string? program = null)
    {
        var start = new ProcessStartInfo(
            program ?? Path.Combine(Repository.Output("CamStream.AppHost"), "CamStream.AppHost"),
            ["--Cameras=0", "--Broker=local", $"--Accounts={accounts}", .. arguments]
        )
        {
            WorkingDirectory = Path.Combine(Repository.Root, "CamStream.AppHost"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(runtime, "../../.."));
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        foreach (var key in _dashboardUrls)
            start.Environment[key] = $"http://localhost:{FreePort()}";
        return start;
    }

    /// <summary>A port that was free just now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_process.HasExited)
                return;
            await new ServiceProcess(_process.Id).SignalAsync("TERM");
            await Wait.ForEndAsync("the AppHost to end", _process.WaitForExitAsync);
            await Wait.UntilAsync("its processes to end", () => _mark.Find().Count == 0);
        }
        finally
        {
            _mark.KillAll();
            _process.Dispose();
        }
    }

    /// <param name="ExitCode">0 for success.</param>
    /// <param name="Error">What was written to standard error.</param>
    /// <param name="Left">Command lines of processes that still run.</param>
    internal sealed record Ending(int ExitCode, string Error, IReadOnlyList<string> Left);
}
