using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

[Collection<DemoTests>]
public class SteadyStateTests(DemoSystem demo) : SharedSystemTests(demo)
{
    private static readonly string[] _cameras = ["pattern-1", "file-1"];

    // How often a buffer runs dry, and a request takes too long, is a matter of how busy the
    // machine is: ./camstream bench steady.
    private const string ErrorsOfTheStream =
        "errors.filter(e => !/^buffer(Stalled|NudgeOn)|TimeOut$/.test(e.details)).map(e => JSON.stringify(e)).join('\\n')";

    /// <summary>
    /// Eight segments, and what comes before them: what is in the stream may not trouble a player
    /// on any machine.
    /// </summary>
    [Fact]
    public async Task The_player_finds_nothing_wrong_with_the_stream_for_eight_segments()
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
