using CamStream.Frames;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Encoders;

public class RecentCamerasTests
{
    private static readonly CameraId _door = CameraId.Parse("door");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_camera_is_known_for_five_minutes()
    {
        var recent = Create(10_000);
        recent.Served(_door, "encoder-0");

        _time.Advance(TimeSpan.FromMinutes(5));
        recent.IsKnown(_door).ShouldBeTrue();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        recent.IsKnown(_door).ShouldBeFalse();
    }

    [Fact]
    public void A_longer_takeover_is_remembered_when_other_cameras_come()
    {
        var recent = Create(600_000);
        recent.Served(_door, "encoder-0");

        _time.Advance(TimeSpan.FromMinutes(10));
        recent.Served(CameraId.Parse("yard"), "encoder-0");

        recent.IsRecent(_door).ShouldBeTrue();
    }

    [Fact]
    public void The_encoder_of_the_last_playlist_is_remembered()
    {
        var recent = Create(10_000);
        recent.PlaylistOf(_door).ShouldBeNull();
        recent.Served(_door, "encoder-0");
        recent.Served(_door, "encoder-1");
        recent.Served(_door, playlistOf: null);

        recent.PlaylistOf(_door).ShouldBe("encoder-1");
    }

    private RecentCameras Create(int takeoverMilliseconds) =>
        new(Options.Create(new GatewayOptions { TakeoverMilliseconds = takeoverMilliseconds }), _time);
}
