using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

/// <summary>What viewers see while a service without a substitute is stopped.</summary>
[Collection<SmallTests>]
public class StoppedServiceTests(SmallSystem small) : SharedSystemTests(small)
{
    [Fact]
    public async Task A_camera_that_stops_is_offline_and_live_again_without_a_reload()
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
    public async Task When_a_service_stops_the_picture_is_not_live_and_when_it_returns_the_picture_moves(
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
