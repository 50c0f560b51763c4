using CamStream.Frames;
using CamStream.Frames.Encoders;

namespace CamStream.Ingest.Forwarding;

public class HandoverTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly HandoverState _waiting = new(
        OldEnded: false,
        NextEnded: false,
        NextIsUsable: true,
        NextIsReady: false,
        IsOverdue: false
    );

    private readonly Handover _handover = new();

    [Fact]
    public void It_waits_until_the_next_encoder_is_ready_and_then_changes_over()
    {
        Handover.Next(_waiting).ShouldBe(HandoverStep.Wait);
        Handover.Next(_waiting with { NextIsReady = true }).ShouldBe(HandoverStep.ChangeOver);
    }

    [Fact]
    public void An_encoder_that_is_not_ready_in_time_takes_over_with_what_it_has()
    {
        Handover.Next(_waiting with { IsOverdue = true }).ShouldBe(HandoverStep.TakeOver);
        Handover.Next(_waiting with { IsOverdue = true, NextIsReady = true }).ShouldBe(HandoverStep.ChangeOver);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_the_old_encoder_the_next_one_takes_over_at_once(bool ready) =>
        Handover.Next(_waiting with { OldEnded = true, NextIsReady = ready }).ShouldBe(HandoverStep.TakeOver);

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void A_next_encoder_that_fails_or_drains_itself_does_not_get_the_camera(
        bool oldEnded,
        bool ready,
        bool overdue
    )
    {
        var state = _waiting with { OldEnded = oldEnded, NextIsReady = ready, IsOverdue = overdue };
        Handover.Next(state with { NextEnded = true }).ShouldBe(HandoverStep.Abandon);
        Handover.Next(state with { NextIsUsable = false }).ShouldBe(HandoverStep.Abandon);
    }

    [Fact]
    public void Before_the_segment_is_known_no_frame_is_the_last() => IsLast(_start.AddYears(1)).ShouldBeFalse();

    [Theory]
    [InlineData(-0.001, 0, false)]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, true)]
    [InlineData(-60, 60, true)]
    [InlineData(-60, 59.999, false)]
    [InlineData(60, -60.001, false)]
    public void The_first_frame_of_the_segment_by_the_clusters_clock_is_the_last_one(
        double captured,
        double correction,
        bool last
    )
    {
        _handover.ChangeAt(new ReleasedCamera(77, _start));
        IsLast(_start.AddSeconds(captured), TimeSpan.FromSeconds(correction)).ShouldBe(last);
    }

    [Fact]
    public void A_camera_that_has_stopped_is_waited_for_until_a_second_after_the_start()
    {
        _handover.ChangeAt(new ReleasedCamera(77, _start));
        _handover.WaitAt(_start.AddSeconds(-0.5)).ShouldBe(TimeSpan.FromSeconds(1.5));
        _handover.WaitAt(_start.AddSeconds(1)).ShouldBe(TimeSpan.Zero);
    }

    private bool IsLast(DateTimeOffset captured, TimeSpan correction = default)
    {
        using var frame = Frame.Copy(CameraId.Parse("front-door"), new FrameHeader("boot", 1, captured), [1]);
        frame.Correction = correction;
        return _handover.IsLast(frame);
    }
}
