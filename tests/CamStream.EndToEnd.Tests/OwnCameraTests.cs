using System.Diagnostics;
using CamStream.Accounts;

namespace CamStream.EndToEnd;

/// <summary>
/// Your own camera, as in the README: a command makes its account, and its program uses what the
/// command printed.
/// </summary>
[Collection<DemoTests>]
public sealed class OwnCameraTests(DemoSystem demo) : SharedSystemTests(demo)
{
    private readonly DirectoryInfo _camera = Directory.CreateTempSubdirectory("camstream-own-");

    public override async ValueTask DisposeAsync()
    {
        _camera.Delete(recursive: true);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_camera_is_added_to_a_running_system_by_one_command_and_removed_by_another()
    {
        var file = Path.Combine(_camera.FullName, "edge.json");
        await File.WriteAllTextAsync(
            file,
            await AccountsAsync("camera", "add", "porch", "--accounts", System.Accounts),
            RunningSystem.Cancellation
        );

        await using var edge = OwnEdge.Start(
            file,
            $"--Mqtt:Port={System.TlsBroker.Port}",
            "--Mqtt:Tls=true",
            $"--Mqtt:CaFile={new AccountsFolder(System.Accounts).Authority}"
        );
        await System.PlaylistAsync("porch", 1);

        await AccountsAsync("camera", "remove", "porch", "--accounts", System.Accounts);

        await System.UntilStateAsync("porch", state => state != "live", "not live");
    }

    /// <summary>The standard output of the command.</summary>
    private static async Task<string> AccountsAsync(params string[] arguments)
    {
        using var command = Process.Start(
            new ProcessStartInfo("dotnet", [Repository.Program("CamStream.Accounts"), .. arguments])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var printed = await Wait.ForAsync(
            "the accounts command",
            cancellation => command.StandardOutput.ReadToEndAsync(cancellation)
        );
        await Wait.ForAsync("the accounts command to end", command.WaitForExitAsync);
        command.ExitCode.ShouldBe(0);
        return printed;
    }
}
