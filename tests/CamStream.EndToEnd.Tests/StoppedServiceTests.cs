using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

/// <summary>What viewers see while something is away that nothing stands in for.</summary>
[Collection<SmallTests>]
public class StoppedServiceTests(SmallSystem small) : SharedSystemTests(small)
{
    [Fact]
    public async Task A_camera_that_stops_is_shown_offline_and_lives_again_without_a_reload()
    {
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        await wall.UntilAsync("pattern-1", "live");
        await wall.Page.EvaluateAsync("window.loadedOnce = true");

        await System.StopAsync("camera-pattern-1");
        await wall.UntilAsync("pattern-1", "offline");

        await System.StartAsync("camera-pattern-1");
        await wall.UntilAsync("pattern-1", "live");
        await wall.UntilPicturesMoveAsync("pattern-1");
        (await wall.Page.EvaluateAsync<bool>("window.loadedOnce")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("encoder-0")]
    [InlineData("mqtt")]
    [InlineData("ingest")]
    public async Task When_a_service_stops_the_picture_does_not_look_live_and_when_it_is_back_it_moves_again(
        string resource
    )
    {
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        await wall.UntilAsync("pattern-1", "live");

        await System.StopAsync(resource);
        await wall.UntilNotLiveAsync("pattern-1");

        await System.StartAsync(resource);
        await wall.UntilAsync("pattern-1", "live");
        await wall.UntilPicturesMoveAsync("pattern-1");
    }
}
