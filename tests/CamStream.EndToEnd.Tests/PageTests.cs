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

    [Fact]
    public async Task Pictures_move_again_after_the_encoder_the_broker_and_Ingest_were_each_stopped_and_started()
    {
        await using var system = await RunningSystem.StartAsync(cameras: 1);
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, system);
        await wall.UntilAsync("pattern-1", "live");
        foreach (var resource in new[] { "encoder-0", "mqtt", "ingest" })
        {
            await system.StopAsync(resource);
            await wall.UntilAsync("pattern-1", "stale");
            await system.StartAsync(resource);
            await wall.UntilAsync("pattern-1", "live");
            await wall.UntilPicturesMoveAsync("pattern-1");
        }
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
