using System.Net.Http.Json;
using System.Text.Json;
using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

[Collection<DemoTests>]
public class ForeignCameraTests(DemoSystem demo) : SharedSystemTests(demo)
{
    [Fact]
    public async Task Any_MQTT_client_that_publishes_JPEGs_is_a_camera_on_the_page()
    {
        await using var browser = await Chromium.StartAsync();
        Wall wall;
        await using (await ForeignCamera.StartAsync(System.Broker, "garden"))
        {
            wall = await Wall.OpenAsync(browser, System);
            await wall.UntilAsync("garden", "live");
            await wall.UntilPicturesMoveAsync("garden");
        }
        await wall.UntilAsync("garden", "offline");
    }

    [Fact]
    public async Task A_camera_with_undecodable_frames_is_stale_and_as_old_as_its_last_picture()
    {
        await using var browser = await Chromium.StartAsync();
        await using var camera = await ForeignCamera.StartAsync(System.Broker, "orchard");
        var wall = await Wall.OpenAsync(browser, System);
        await wall.UntilAsync("orchard", "live");
        await wall.UntilPicturesMoveAsync("orchard");

        camera.IsSpoilt = true;
        await wall.UntilAsync("orchard", "stale");

        // The repeated frames have later dates than that.
        (await wall.DebugAsync<double>("orchard", "capturedMs")).ShouldBeLessThanOrEqualTo(camera.NewestDecodable);
        var view = await System.Http.GetFromJsonAsync<JsonElement>("/api/cameras/orchard", RunningSystem.Cancellation);
        view.GetProperty("state").GetString().ShouldBe("live", "its frames arrive, and are whole");

        camera.IsSpoilt = false;
        await wall.UntilAsync("orchard", "live");
        await wall.UntilPicturesMoveAsync("orchard");
    }
}
