using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

public class SteadyStateTests
{
    // How often a buffer runs dry is a matter of how busy the machine is; it is measured by the benchmark of latency.
    private const string ErrorsButStalls = "errors.filter(e => !/^buffer(Stalled|NudgeOn)/.test(e.details)).map(e => JSON.stringify(e)).join('\\n')";

    /// <summary>Five minutes of a real viewer: nothing in the stream may trouble its player.</summary>
    [Fact]
    public async Task The_player_reports_no_error_in_five_minutes()
    {
        await using var system = await RunningSystem.StartAsync(cameras: 2);
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, system);
        await wall.UntilAsync("pattern-1", "live");
        await wall.UntilAsync("file-1", "live");

        // The time is what is tested; the pictures are looked at every few seconds meanwhile.
        using var look = new PeriodicTimer(TimeSpan.FromSeconds(10));
        for (var looked = 0; looked < 30; looked++)
        {
            await look.WaitForNextTickAsync(RunningSystem.Cancellation);
            await wall.UntilPicturesMoveAsync("pattern-1");
            await wall.UntilPicturesMoveAsync("file-1");
        }

        foreach (var camera in new[] { "pattern-1", "file-1" })
        {
            (await wall.DebugAsync<string>(camera, ErrorsButStalls)).ShouldBe("");
            (await wall.DebugAsync<int>(camera, "restarts")).ShouldBe(0);
        }
    }
}
