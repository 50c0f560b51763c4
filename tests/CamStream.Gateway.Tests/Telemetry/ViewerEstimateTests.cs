using CamStream.Frames;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Telemetry;

public class ViewerEstimateTests
{
    private static readonly CameraId _door = CameraId.Parse("door");
    private readonly FakeTimeProvider _time = new();
    private readonly ViewerEstimate _viewers;

    public ViewerEstimateTests() => _viewers = new ViewerEstimate(_time);

    [Fact]
    public void Viewers_that_wait_at_one_time_are_counted()
    {
        var waiting = Enumerable.Range(0, 3).Select(_ => _viewers.Wait(_door)).ToList();

        Read().ShouldBe(3);
        foreach (var viewer in waiting)
            viewer.Dispose();
        Read().ShouldBe(3);
    }

    [Fact]
    public void Requests_one_after_the_other_are_one_viewer()
    {
        for (var i = 0; i < 100; i++)
        {
            using (_viewers.Wait(_door))
                _time.Advance(TimeSpan.FromMilliseconds(130));
        }

        Read().ShouldBe(1);
    }

    [Fact]
    public void Viewers_that_left_are_forgotten()
    {
        _viewers.Wait(_door).Dispose();

        _time.Advance(TimeSpan.FromSeconds(6));
        Read().ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(6));
        Read().ShouldBe(0);
        _viewers.Read().ShouldBeEmpty();
    }

    [Fact]
    public void A_viewer_that_still_waits_is_counted()
    {
        using var waiting = _viewers.Wait(_door);

        _time.Advance(TimeSpan.FromMinutes(10));

        Read().ShouldBe(1);
    }

    [Fact]
    public async Task Only_known_cameras_are_remembered()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context =>
            context.Request.Path.StartsWithSegments("/hls/door") ? Origin.Playlist(context) : Origin.NotFound(context);
        foreach (var camera in (string[])["door", "door", "guessed-1", "guessed-2"])
        {
            using var response = await gateway.Client.GetAsync(
                $"/hls/{camera}/live.m3u8",
                TestContext.Current.CancellationToken
            );
        }

        gateway.Services.GetRequiredService<ViewerEstimate>().Read().Select(camera => camera.Key).ShouldBe([_door]);
    }

    private int Read() =>
        _viewers.Read().Where(camera => camera.Key == _door).Select(camera => camera.Value).DefaultIfEmpty().Single();
}
