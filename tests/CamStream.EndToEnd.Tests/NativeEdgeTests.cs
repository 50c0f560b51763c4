using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CamStream.Accounts;

namespace CamStream.EndToEnd;

/// <summary>The program for the Raspberry Pi, built by the README's command.</summary>
[Collection<EncoderPairTests>]
public sealed class NativeEdgeTests(EncoderPair pair) : SharedSystemTests(pair)
{
    private const int Aarch64 = 0xB7; // EM_AARCH64 of the ELF specification for the Arm 64-bit architecture
    private const string Camera = "porch";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2); // qemu is slow

    [Fact]
    public async Task One_command_builds_the_program_for_the_Pi_and_its_frames_are_on_the_page()
    {
        using var edge = await NativeEdge.PublishAsync();
        edge.Files.ShouldBe(["CamStream.Edge", "camstream-edge.service", "edge.json", "install"]);
        edge.Said.ShouldContain("native, for linux-arm64");
        (await edge.MachineAsync()).ShouldBe(Aarch64);
        var password = new AccountsFolder(System.Accounts).AddCamera(Camera);

        using var process = edge.Start(
            $"--Edge:Camera={Camera}",
            "--Edge:Source=pattern",
            "--Edge:Width=320",
            "--Edge:Height=240",
            "--Edge:FramesPerSecond=5",
            string.Create(CultureInfo.InvariantCulture, $"--Mqtt:Port={System.Broker.Port}"),
            $"--Mqtt:Password={password}"
        );
        try
        {
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // so that the pipe never fills up

            var live = await UntilAsync(camera =>
                State(camera) == "live" && camera.GetProperty("received").GetInt64() >= 10
            );
            (live.GetProperty("width").GetInt32(), live.GetProperty("height").GetInt32()).ShouldBe((320, 240));
            live.GetProperty("status").GetProperty("source").GetString().ShouldBe("pattern");

            (await NativeEdge.StopAsync(process)).ShouldBe(0);
            await UntilAsync(camera => State(camera) == "offline");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            new AccountsFolder(System.Accounts).RemoveCamera(Camera);
        }
    }

    private static string? State(JsonElement camera) => camera.GetProperty("state").GetString();

    /// <summary>The camera in the page's API, once it is in the wanted state.</summary>
    private Task<JsonElement> UntilAsync(Func<JsonElement, bool> expected) =>
        Wait.ForAsync(
            $"{Camera} on the API",
            async cancellation =>
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
                while (true)
                {
                    var cameras = await System.Http.GetFromJsonAsync<JsonElement>("/api/cameras", cancellation);
                    var camera = cameras
                        .GetProperty("cameras")
                        .EnumerateArray()
                        .FirstOrDefault(each => each.GetProperty("id").GetString() == Camera);
                    if (camera.ValueKind == JsonValueKind.Object && expected(camera))
                        return camera;
                    await timer.WaitForNextTickAsync(cancellation);
                }
            },
            _patience
        );
}
