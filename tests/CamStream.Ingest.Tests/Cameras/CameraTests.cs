using CamStream.Frames;

namespace CamStream.Ingest.Cameras;

public class CameraTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly PictureSize _picture = new(640, 480);

    private readonly Camera _camera = new(CameraId.Parse("front-door"), new CameraOptions(), _start);
    private DateTimeOffset _now = _start;
    private long _sequence;

    [Fact]
    public void Frames_make_a_camera_live_and_without_them_it_is_stalled_then_offline()
    {
        StateAfter(TimeSpan.Zero).ShouldBe(CameraState.Offline);
        Frame();
        StateAfter(TimeSpan.Zero).ShouldBe(CameraState.Live);
        StateAfter(TimeSpan.FromSeconds(1.5)).ShouldBe(CameraState.Live);
        StateAfter(TimeSpan.FromSeconds(0.1)).ShouldBe(CameraState.Stalled);
        StateAfter(TimeSpan.FromSeconds(9)).ShouldBe(CameraState.Offline);
        Frame();
        StateAfter(TimeSpan.Zero).ShouldBe(CameraState.Live);
    }

    [Fact]
    public void A_camera_that_says_it_is_online_is_stalled_until_it_says_otherwise()
    {
        _camera.Said(new CameraStatus { State = CameraStatus.Online });
        StateAfter(TimeSpan.FromHours(1)).ShouldBe(CameraState.Stalled);
        _camera.Said(new CameraStatus { State = CameraStatus.Offline });
        StateAfter(TimeSpan.Zero).ShouldBe(CameraState.Offline);
    }

    [Fact]
    public void A_late_last_will_does_not_take_a_live_camera_offline()
    {
        Frame();
        _camera.Said(new CameraStatus { State = CameraStatus.Offline });
        StateAfter(TimeSpan.Zero).ShouldBe(CameraState.Live);
    }

    [Fact]
    public void A_slow_camera_is_given_three_of_its_own_intervals()
    {
        for (var i = 0; i < 5; i++)
        {
            Frame();
            _now += TimeSpan.FromSeconds(2);
        }
        StateAfter(TimeSpan.FromSeconds(3.9)).ShouldBe(CameraState.Live);
        StateAfter(TimeSpan.FromSeconds(0.3)).ShouldBe(CameraState.Stalled);
        _camera.View().Fps.ShouldBe(0.5);
    }

    [Fact]
    public void Missing_frames_are_broker_losses_unless_the_camera_dropped_them_or_they_were_refused()
    {
        Frame();
        _sequence += 10;
        _camera.Refused();
        Frame(dropped: 4);
        Frame(dropped: 4);
        _camera
            .View()
            .Dropped.ShouldBe(
                new Dictionary<string, long>
                {
                    [DropReason.Broker] = 5,
                    [CameraView.DroppedByEdge] = 4,
                    [DropReason.IngestQueue] = 0,
                    [DropReason.Invalid] = 1,
                },
                ignoreOrder: true
            );
        _camera.Said(new CameraStatus { State = CameraStatus.Online, Dropped = 6 });
        _camera.View().Dropped[CameraView.DroppedByEdge].ShouldBe(6);
    }

    [Fact]
    public void A_clock_that_is_set_is_seen_once()
    {
        for (var i = 0; i < 10; i++)
            Tick(TimeSpan.Zero)!.Value.ClockJumped.ShouldBeFalse();
        var day = TimeSpan.FromDays(1);
        for (var i = 0; i < 4; i++)
            Tick(day).ShouldBeNull();
        Tick(day).ShouldBe(new AcceptedFrame(-day, ClockJumped: true, Lost: 0));
        Tick(day)!.Value.ClockJumped.ShouldBeFalse();
        _camera.Correction.ShouldBe(-day);
    }

    [Fact]
    public void A_single_frame_from_1970_or_2099_is_refused_and_changes_nothing()
    {
        Frame();
        Accept(DateTimeOffset.UnixEpoch).ShouldBeFalse();
        Accept(new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBeFalse();
        _camera.View().LastFrame.ShouldBe(_start);
        _camera.View().ClockOffsetMs.ShouldBe(0);
    }

    [Fact]
    public void A_camera_with_a_clock_of_1970_is_corrected_and_its_offset_is_shown()
    {
        for (var i = 0; i < 10; i++)
        {
            Accept(DateTimeOffset.UnixEpoch + (_now - _start)).ShouldBeTrue();
            _now += TimeSpan.FromMilliseconds(100);
        }
        _camera.View().LastFrame.ShouldBe(_now - TimeSpan.FromMilliseconds(100));
        _camera.View().ClockOffsetMs.ShouldBe((_start - DateTimeOffset.UnixEpoch).TotalMilliseconds);
    }

    [Fact]
    public void A_camera_is_forgotten_after_an_hour_offline_unless_a_status_is_retained()
    {
        Frame();
        StateAfter(TimeSpan.FromMinutes(1)).ShouldBe(CameraState.Offline);
        _camera.IsForgettable(_now + TimeSpan.FromMinutes(59)).ShouldBeFalse();
        _camera.IsForgettable(_now + TimeSpan.FromMinutes(61)).ShouldBeTrue();
        _camera.Said(new CameraStatus { State = CameraStatus.Offline });
        _camera.IsForgettable(_now + TimeSpan.FromHours(2)).ShouldBeFalse();
    }

    [Fact]
    public void A_camera_whose_status_was_taken_back_is_forgotten_as_soon_as_it_is_offline()
    {
        Frame();
        _camera.Said(new CameraStatus { State = CameraStatus.Online });
        _camera.Said(null);
        StateAfter(TimeSpan.FromSeconds(2)).ShouldBe(CameraState.Stalled);
        _camera.IsForgettable(_now).ShouldBeFalse();
        StateAfter(TimeSpan.FromSeconds(10)).ShouldBe(CameraState.Offline);
        _camera.IsForgettable(_now).ShouldBeTrue();
    }

    [Fact]
    public void State_status_and_settings_are_news_and_a_further_frame_is_not()
    {
        _camera.TakeNews().ShouldBeTrue();
        Frame();
        StateAfter(TimeSpan.Zero);
        _camera.TakeNews().ShouldBeTrue();
        Frame();
        StateAfter(TimeSpan.Zero);
        _camera.TakeNews().ShouldBeFalse();
        _camera.Said(new CameraStatus { State = CameraStatus.Online });
        _camera.TakeNews().ShouldBeTrue();
        _camera.Settings = new CameraSettings { Version = 1 };
        _camera.TakeNews().ShouldBeTrue();
        _camera.TakeNews().ShouldBeFalse();
    }

    private void Frame(long dropped = 0) => Accept(_now, dropped).ShouldBeTrue();

    private bool Accept(DateTimeOffset captured, long dropped = 0) => Take(captured, dropped) is not null;

    private AcceptedFrame? Tick(TimeSpan clockAhead)
    {
        _now += TimeSpan.FromMilliseconds(100);
        return Take(_now + clockAhead);
    }

    private AcceptedFrame? Take(DateTimeOffset captured, long dropped = 0) =>
        _camera.Accept(new FrameHeader("boot", _sequence++, captured, Dropped: dropped), _picture, _now, _start);

    private CameraState StateAfter(TimeSpan passed)
    {
        _now += passed;
        _camera.Judge(_now);
        return _camera.View().State;
    }
}
