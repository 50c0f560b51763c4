using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

[Collection<DemoTests>]
public class SteadyStateTests(DemoSystem demo) : SharedSystemTests(demo)
{
    private static readonly string[] _cameras = ["pattern-1", "file-1"];

    // Stalls and slow requests depend on the load of the machine: ./camstream bench steady measures
    // them.
    private const string ErrorsOfTheStream =
        "errors.filter(e => !/^buffer(Stalled|NudgeOn)|TimeOut$/.test(e.details))"
        + ".map(e => JSON.stringify(e)).join('\\n')";

    /// <summary>
    /// Plays eight segments and those before them. The stream must not cause errors on any machine.
    /// </summary>
    [Fact]
    public async Task The_player_reports_no_error_in_the_stream_for_eight_segments()
    {
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        foreach (var camera in _cameras)
            await wall.UntilAsync(camera, "live");

        for (var segment = 0; segment < 8; segment++)
        {
            var newest = Newest(await System.PlaylistAsync(_cameras[0], segments: 1));
            foreach (var camera in _cameras)
                await wall.UntilPicturesMoveAsync(camera);
            await Wait.UntilAsync(
                "the next segment",
                async _ => Newest(await System.PlaylistAsync(_cameras[0], segments: 1)) != newest
            );
        }

        foreach (var camera in _cameras)
            (await wall.DebugAsync<string>(camera, ErrorsOfTheStream)).ShouldBe("");
    }

    private static string Newest(string playlist) => MediaPlaylist.Read(playlist).Whole[^1].Uri;
}
