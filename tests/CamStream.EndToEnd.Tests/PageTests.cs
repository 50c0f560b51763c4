using System.Text;
using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

public class PageTests
{
    [Fact]
    public async Task Pictures_of_all_cameras_move_and_their_latency_is_shown()
    {
        await using var system = await RunningSystem.StartAsync(cameras: 3);
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, system);
        foreach (var camera in new[] { "pattern-1", "file-1", "pattern-2" })
        {
            await wall.UntilAsync(camera, "live");
            await wall.UntilPicturesMoveAsync(camera);
            (await wall.LatencyAsync(camera)).ShouldBeGreaterThan(0);
            (await wall.Page.Locator($"[data-camera=\"{camera}\"] .latency").TextContentAsync()).ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public async Task A_camera_that_stops_is_shown_offline_and_lives_again_without_a_reload()
    {
        await using var system = await RunningSystem.StartAsync(cameras: 1);
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, system);
        await wall.UntilAsync("pattern-1", "live");
        await wall.Page.EvaluateAsync("window.loadedOnce = true");

        await system.StopAsync("camera-pattern-1");
        await wall.UntilAsync("pattern-1", "offline");

        await system.StartAsync("camera-pattern-1");
        await wall.UntilAsync("pattern-1", "live");
        await wall.UntilPicturesMoveAsync("pattern-1");
        (await wall.Page.EvaluateAsync<bool>("window.loadedOnce")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("encoder-0")]
    [InlineData("mqtt")]
    [InlineData("ingest")]
    public async Task When_a_service_stops_the_picture_does_not_look_live_and_when_it_is_back_it_moves_again(string resource)
    {
        await using var system = await RunningSystem.StartAsync(cameras: 1);
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, system);
        await wall.UntilAsync("pattern-1", "live");

        await system.StopAsync(resource);
        await wall.UntilNotLiveAsync("pattern-1");

        await system.StartAsync(resource);
        await wall.UntilAsync("pattern-1", "live");
        await wall.UntilPicturesMoveAsync("pattern-1");
    }

    [Fact]
    public async Task A_camera_that_is_asked_for_another_picture_size_changes_it_before_the_viewers_eyes()
    {
        await using var system = await RunningSystem.StartAsync(cameras: 1);
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, system);
        await wall.UntilAsync("pattern-1", "live");
        await wall.UntilWidthAsync("pattern-1", 640);

        using var settings = new StringContent("""{"width":320,"height":240,"fps":10}""", Encoding.UTF8, "application/json");
        using var answer = await system.Http.PutAsync("/api/cameras/pattern-1/settings", settings, RunningSystem.Cancellation);
        answer.EnsureSuccessStatusCode();

        await wall.UntilWidthAsync("pattern-1", 320);
        await wall.UntilAsync("pattern-1", "live");
        await wall.UntilPicturesMoveAsync("pattern-1");
    }

    [Fact]
    public async Task When_an_encoder_is_killed_the_other_goes_on_with_its_cameras()
    {
        await using var system = await RunningSystem.StartAsync(cameras: 1, encoders: 2);
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, system);
        await wall.UntilAsync("pattern-1", "live");
        var encoder = await system.EncoderOfAsync("pattern-1");

        await system.StopAsync(encoder);

        await wall.UntilPicturesMoveAsync("pattern-1", pictures: 30);
        (await system.EncoderOfAsync("pattern-1")).ShouldNotBe(encoder);
    }
}
