using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using CamStream.Accounts;

namespace CamStream.EndToEnd;

/// <summary>What the README says of one's own camera: its account by the command, its program with what the command printed.</summary>
public sealed class OwnCameraTests : IDisposable
{
    private readonly DirectoryInfo _camera = Directory.CreateTempSubdirectory("camstream-own-");

    public void Dispose() => _camera.Delete(recursive: true);

    [Fact]
    public async Task A_camera_is_added_to_a_running_system_by_one_command_and_taken_away_by_another()
    {
        await using var system = await RunningSystem.StartAsync(cameras: 0);
        var file = Path.Combine(_camera.FullName, "edge.json");
        await File.WriteAllTextAsync(file, await AccountsAsync("camera", "add", "porch", "--accounts", system.Accounts), RunningSystem.Cancellation);

        using var edge = Process.Start("dotnet",
        [
            Program("CamStream.Edge"), "--config", file, "--Edge:Source=pattern", $"--Mqtt:Port={system.TlsBroker.Port}",
            "--Mqtt:Tls=true", $"--Mqtt:CaFile={new AccountsFolder(system.Accounts).Authority}",
        ]);
        try
        {
            await system.PlaylistAsync("porch", 1);

            await AccountsAsync("camera", "remove", "porch", "--accounts", system.Accounts);

            await UntilSilentAsync(system);
        }
        finally
        {
            edge.Kill();
            await edge.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task UntilSilentAsync(RunningSystem system)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await system.Http.GetFromJsonAsync<JsonElement>("/api/cameras/porch", RunningSystem.Cancellation)).GetProperty("state").GetString() == "live")
        {
            await timer.WaitForNextTickAsync(RunningSystem.Cancellation);
        }
    }

    /// <summary>What the command prints on standard output.</summary>
    private static async Task<string> AccountsAsync(params string[] arguments)
    {
        using var command = Process.Start(new ProcessStartInfo("dotnet", [Program("CamStream.Accounts"), .. arguments]) { RedirectStandardOutput = true })!;
        var printed = await command.StandardOutput.ReadToEndAsync(RunningSystem.Cancellation);
        await command.WaitForExitAsync(RunningSystem.Cancellation);
        command.ExitCode.ShouldBe(0);
        return printed;
    }

    // Built with this, beside it.
    private static string Program(string project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(output.Parent!.Parent!.FullName, project, output.Name, $"{project}.dll");
    }
}
