using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CamStream.Accounts;

namespace CamStream.EndToEnd;

/// <summary>The program that runs on the Raspberry Pi, made by the command of the README, and with the system that its frames are for.</summary>
public sealed class NativeEdgeTests
{
    private const int Aarch64 = 0xB7; // EM_AARCH64 of the ELF specification for the Arm 64-bit architecture
    private const string Camera = "porch";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_program_for_the_Pi_is_made_by_one_command_and_its_frames_are_on_the_page()
    {
        using var edge = await NativeEdge.PublishAsync();
        edge.Files.ShouldBe(["CamStream.Edge", "camstream-edge.service", "edge.json", "install"]);
        edge.Said.ShouldContain("native, for linux-arm64");
        (await edge.MachineAsync()).ShouldBe(Aarch64);
        await using var system = await RunningSystem.StartAsync(cameras: 0);
        var password = new AccountsFolder(system.Accounts).AddCamera(Camera);

        using var process = edge.Start(
            $"--Edge:Camera={Camera}", "--Edge:Source=pattern", "--Edge:Width=320", "--Edge:Height=240", "--Edge:FramesPerSecond=5",
            string.Create(CultureInfo.InvariantCulture, $"--Mqtt:Port={system.Broker.Port}"), $"--Mqtt:Password={password}");
        try
        {
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // so that it never waits for a reader

            var live = await UntilAsync(system, camera => State(camera) == "live" && camera.GetProperty("received").GetInt64() >= 10);
            (live.GetProperty("width").GetInt32(), live.GetProperty("height").GetInt32()).ShouldBe((320, 240));
            live.GetProperty("status").GetProperty("source").GetString().ShouldBe("pattern");

            (await NativeEdge.StopAsync(process)).ShouldBe(0);
            await UntilAsync(system, camera => State(camera) == "offline");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static string? State(JsonElement camera) => camera.GetProperty("state").GetString();

    /// <summary>The camera as the page's API lists it, once it is as it should be.</summary>
    private static async Task<JsonElement> UntilAsync(RunningSystem system, Func<JsonElement, bool> expected)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(RunningSystem.Cancellation);
        patience.CancelAfter(_patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var last = "";
        try
        {
            while (true)
            {
                var cameras = await system.Http.GetFromJsonAsync<JsonElement>("/api/cameras", patience.Token);
                last = cameras.GetRawText();
                var camera = cameras.GetProperty("cameras").EnumerateArray().FirstOrDefault(each => each.GetProperty("id").GetString() == Camera);
                if (camera.ValueKind == JsonValueKind.Object && expected(camera)) return camera;
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!RunningSystem.Cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"The camera is not as it should be: {last}");
        }
    }
}
