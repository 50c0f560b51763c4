using System.Text;
using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

[Collection<DemoTests>]
public class PageTests(DemoSystem demo) : SharedSystemTests(demo)
{
    [Fact]
    public async Task Pictures_of_all_cameras_move_and_their_latency_is_shown()
    {
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        foreach (var camera in new[] { "pattern-1", "file-1", "pattern-2" })
        {
            await wall.UntilAsync(camera, "live");
            await wall.UntilPicturesMoveAsync(camera);
            (await wall.LatencyAsync(camera)).ShouldBeGreaterThan(0);
            (
                await wall.Page.Locator($"[data-camera=\"{camera}\"] .latency").TextContentAsync()
            ).ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Fact]
    public async Task A_camera_changes_its_picture_size_while_it_is_watched()
    {
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        await wall.UntilAsync("pattern-1", "live");
        await wall.UntilWidthAsync("pattern-1", 640);

        try
        {
            await SetAsync("""{"width":320,"height":240,"fps":10}""");

            await wall.UntilWidthAsync("pattern-1", 320);
            await wall.UntilAsync("pattern-1", "live");
            await wall.UntilPicturesMoveAsync("pattern-1");
        }
        finally
        {
            await SetAsync("""{"width":640,"height":480,"fps":15}""");
            await wall.UntilWidthAsync("pattern-1", 640);
        }
    }

    [Fact]
    public async Task When_an_encoder_is_killed_the_other_takes_its_cameras()
    {
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        await wall.UntilAsync("pattern-1", "live");
        var encoder = await System.EncoderOfAsync("pattern-1");

        await System.StopAsync(encoder);

        await wall.UntilPicturesMoveAsync("pattern-1", pictures: 30);
        (await System.EncoderOfAsync("pattern-1")).ShouldNotBe(encoder);
    }

    private async Task SetAsync(string json)
    {
        using var settings = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await System.Http.PutAsync(
            "/api/cameras/pattern-1/settings",
            settings,
            RunningSystem.Cancellation
        );
        answer.EnsureSuccessStatusCode();
    }
}
