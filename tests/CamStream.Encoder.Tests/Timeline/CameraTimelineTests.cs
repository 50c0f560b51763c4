using CamStream.Frames;
using static CamStream.Encoder.Timeline.Arrivals;

namespace CamStream.Encoder.Timeline;

public class CameraTimelineTests
{
    private readonly TimelineRun _run = new(Grid, TimeSpan.FromSeconds(10));

    [Fact]
    public void First_frame_fills_its_segment_from_the_start()
    {
        _run.Accept(Frame(1, captured: 300)).ShouldBeNull();
        _run.Starts.ShouldBe([Origin]);
        _run.Describe(Origin).ShouldBe("0: 0\n1: r0"); // the third part, in which it was captured, is open
    }

    [Fact]
    public void First_session_fills_the_time_before_its_first_frame_too()
    {
        var run = new TimelineRun(Grid, TimeSpan.FromSeconds(10), before: TimeSpan.FromSeconds(2));
        run.Accept(Frame(1, captured: 2_300)).ShouldBeNull();
        run.Starts.ShouldBe([Origin]);
        run.Parts.Select(part => part.Part)
            .ShouldBe(Enumerable.Range(0, 17).Select(part => Origin + Grid.PartDuration * part));
    }

    [Fact]
    public void Within_a_segment_only_the_part_of_the_first_frame_has_a_keyframe()
    {
        _run.Feed(Steady(15, from: 300, to: 5_000));
        _run.Joins.ShouldBe([Origin + Grid.PartDuration * 2]);
    }

    [Fact]
    public void Only_the_first_session_fills_the_time_before_its_first_frame()
    {
        var run = new TimelineRun(Grid, TimeSpan.FromSeconds(10), before: TimeSpan.FromSeconds(2));
        run.Accept(Frame(1, captured: 2_300)).ShouldBeNull();
        run.TickTo(At(40_000));
        run.Accept(Frame(2, captured: 40_300)).ShouldBeNull();
        run.Starts.ShouldBe([Origin, At(40_000)]);
    }

    [Fact]
    public void First_frame_of_a_part_moves_to_its_start_and_the_others_keep_their_distance()
    {
        _run.Feed(Steady(15, from: 40, to: 600));
        _run.Describe(Origin).ShouldBe("0: 0 66\n1: 0 66\n2: 0 66\n3: 0 66");
    }

    [Fact]
    public void Part_is_published_with_the_last_frame_expected_in_it()
    {
        _run.Feed(Steady(15, from: 1, to: 1_000));
        foreach (var (part, at, _) in _run.Parts.Skip(1))
            (at - part).Milliseconds.ShouldBeInRange(86, 88); // captured 67.7 ms into the part, arrived 20 ms later
    }

    [Fact]
    public void Frame_shortly_before_the_next_part_moves_there()
    {
        _run.Feed(Steady(15, from: 1, to: 400));
        _run.Accept(Frame(100, captured: 397)).ShouldBeNull(); // 3 ms before the end of a part that is published
        _run.Accept(Frame(101, captured: 468)).ShouldBeNull();
        _run.Describe(Origin).ShouldEndWith("3: 0 71");
    }

    [Fact]
    public void Part_without_its_frame_repeats_the_last_picture_after_the_allowance()
    {
        _run.Feed(Steady(15, from: 1, to: 400)); // parts 0 to 2
        _run.TickTo(At(533.4 + 49));
        _run.Parts.Count.ShouldBe(3);
        _run.TickTo(At(533.4 + 51));
        _run.Describe(Origin).ShouldEndWith("2: 0 66\n3: r0");
    }

    [Fact]
    public void Timeline_waits_for_a_slow_network_as_long_as_for_its_slowest_recent_frame()
    {
        for (var i = 0; i < 30; i++)
            _run.Accept(Frame(i, captured: 1 + i * 66.7, delay: i == 20 ? 300 : 290));
        _run.Timeline.Deadline.ShouldBe(Grid.StartOf(Grid.MsnAt(Origin) + 1) + Length(133.3333 + 300));
    }

    [Fact]
    public void Camera_that_stopped_delays_nothing_by_more_than_a_second()
    {
        for (var i = 0; i < 30; i++)
            _run.Accept(Frame(i, captured: i * 66.7, delay: 3_000));
        _run.TickTo(At(7_000));
        _run.Parts[^1].Part.ShouldBeGreaterThan(At(7_000) - Length(1_000) - Grid.PartDuration * 2);
    }

    [Fact]
    public void Slow_camera_gets_its_parts_on_time()
    {
        _run.Feed(Steady(1, from: 100, to: 9_900));
        _run.TickTo(At(10_000));
        foreach (var (part, at, _) in _run.Parts.Where(p => p.Part > At(3_200)))
        {
            var expected = (part - Origin) % Length(1_000) > Length(100); // no frame is due
            if (expected)
                at.ShouldBeLessThanOrEqualTo(part + Grid.PartDuration);
        }
        _run.Parts.Count.ShouldBe(75);
    }

    [Fact]
    public void Camera_that_stops_is_repeated_for_the_repeat_time_and_until_the_segment_is_whole()
    {
        _run.Feed(Steady(15, from: 0, to: 500));
        _run.TickTo(At(60_000));
        _run.Rests.ShouldBe([At(12_000)]); // 0.5 + 10 s lies in the sixth segment
        _run.Parts.Count.ShouldBe(6 * 15);
        _run.Timeline.Deadline.ShouldBeNull();
    }

    [Fact]
    public void Camera_that_comes_back_continues_at_its_slot_in_time()
    {
        _run.Feed(Steady(15, from: 0, to: 500));
        _run.Feed(Steady(15, from: 31_000, to: 31_500, firstSequence: 1000));
        _run.Starts.ShouldBe([Origin, At(30_000)]);
        _run.Parts.ShouldContain(p => p.Part == At(30_000));
        _run.Parts.ShouldNotContain(p => p.Part >= At(12_000) && p.Part < At(30_000));
    }

    [Fact]
    public void Frame_seen_before_is_a_duplicate()
    {
        _run.Accept(Frame(1, captured: 0)).ShouldBeNull();
        _run.Accept(Frame(2, captured: 66)).ShouldBeNull();
        _run.Accept(Frame(1, captured: 0, delay: 90)).ShouldBe(DropReason.Duplicate);
        _run.Accept(Frame(2, captured: 66, delay: 90)).ShouldBe(DropReason.Duplicate);
    }

    [Fact]
    public void Frame_that_is_not_newer_than_the_last_one_shown_is_late()
    {
        _run.Accept(Frame(2, captured: 66)).ShouldBeNull();
        _run.Accept(Frame(1, captured: 0, delay: 90)).ShouldBe(DropReason.Late);
        _run.Accept(Frame(3, captured: 66, delay: 91)).ShouldBe(DropReason.Late);
    }

    [Fact]
    public void Sequence_may_go_back_when_time_does_not()
    {
        _run.Accept(Frame(700, captured: 0)).ShouldBeNull();
        _run.Accept(Frame(1, captured: 66, boot: "restarted")).ShouldBeNull();
        _run.Accept(Frame(0, captured: 133, boot: "restarted")).ShouldBeNull();
    }

    [Fact]
    public void Frame_of_a_published_part_moves_to_the_open_part_if_it_is_newer_than_the_last_one_shown()
    {
        _run.Feed(Steady(15, from: 1, to: 400)); // parts 0 to 2
        _run.TickTo(At(600)); // part 3 is a repeat
        _run.Accept(Frame(50, captured: 450, delay: 200)).ShouldBeNull();
        _run.Accept(Frame(51, captured: 500, delay: 151)).ShouldBeNull(); // five milliseconds later
        _run.Accept(Frame(52, captured: 610, delay: 100)).ShouldBeNull();
        _run.Describe(Origin).ShouldEndWith("3: r0\n4: 0 5 93");
    }

    [Fact]
    public void Pictures_closer_than_five_milliseconds_are_moved_apart()
    {
        _run.Accept(Frame(1, captured: 0));
        _run.Accept(Frame(2, captured: 20));
        _run.Accept(Frame(3, captured: 21));
        _run.Accept(Frame(4, captured: 200));
        _run.Describe(Origin).ShouldBe("0: 0 20 25");
    }

    [Fact]
    public void Other_size_starts_with_the_next_segment_and_is_dropped_before()
    {
        _run.Feed(Steady(15, from: 1, to: 1_000));
        for (var i = 0; i < 40; i++)
            _run.Accept(Frame(100 + i, captured: 1_001 + i * 66.7, width: 1280, height: 720));
        _run.Outcomes.Count(o => o == DropReason.SizeChange).ShouldBe(15);
        _run.Rests.ShouldBe([At(2_000)]);
        _run.Starts.ShouldBe([Origin, At(2_000)]);
        _run.Parts.Select(p => p.Part)
            .ShouldBe(Enumerable.Range(0, _run.Parts.Count).Select(i => Origin + Grid.PartDuration * i));
    }

    [Fact]
    public void Size_that_comes_back_within_the_segment_changes_nothing()
    {
        _run.Feed(Steady(15, from: 1, to: 1_000));
        _run.Accept(Frame(100, captured: 1_001, width: 1280, height: 720)).ShouldBe(DropReason.SizeChange);
        _run.Feed(Steady(15, from: 1_068, to: 3_000, firstSequence: 200));
        _run.Starts.ShouldBe([Origin]);
    }

    [Fact]
    public void Session_that_broke_off_continues_from_the_first_part_not_published()
    {
        _run.Feed(Steady(15, from: 1, to: 600));
        var next = _run.Parts[^1].Part + Grid.PartDuration;
        var run = new TimelineRun(Grid, TimeSpan.FromSeconds(10));
        run.Timeline.BreakOff(next);
        run.Accept(Frame(1000, captured: 2_900)).ShouldBeNull();
        run.Starts.ShouldBe([Origin]);
        run.Parts[0].Part.ShouldBe(next);
        run.Parts.Select(p => p.Part)
            .ShouldBe(Enumerable.Range(0, run.Parts.Count).Select(i => next + Grid.PartDuration * i));
    }

    [Fact]
    public void Session_that_broke_off_long_ago_starts_afresh()
    {
        _run.Timeline.BreakOff(Origin + Grid.PartDuration * 3);
        _run.Accept(Frame(1, captured: 14_100)).ShouldBeNull();
        _run.Starts.ShouldBe([At(14_000)]);
    }

    [Fact]
    public void Frame_from_the_future_does_not_run_the_stream_ahead_of_time()
    {
        _run.Feed(Steady(15, from: 1, to: 600));
        _run.Accept(Frame(500, captured: 3_600_000, delay: -3_599_330)).ShouldBeNull();
        _run.Parts[^1].Part.ShouldBeLessThan(At(1_000));
    }
}
