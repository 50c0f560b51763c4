using CamStream.Encoder.Telemetry;
using CamStream.Frames;
using static CamStream.Encoder.Timeline.Arrivals;

namespace CamStream.Encoder.Pipeline;

public class CameraPipelineTests
{
    private static readonly long _msn = Grid.MsnAt(Origin);

    [Fact]
    public async Task Frames_become_whole_segments()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Steady(15, from: 1, to: 4_200));
        await fixture.PublishedAsync(_msn + 1, 14);
        var media = fixture.Segments.Where(s => !s.IsGap).ToList();
        media.Select(s => s.Msn).ShouldBe([_msn, _msn + 1, _msn + 2]);
        media[..2].ShouldAllBe(s => s.IsWhole && s.Parts[0]!.Independent);
        fixture.Outcomes.ShouldAllBe(o => o == EncoderMetrics.Delivered);
        fixture.Encoders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Camera_that_stops_is_repeated_then_rests_and_its_encoder_ends()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Steady(15, from: 1, to: 500));
        await fixture.Time.AdvanceUntilAsync(() => fixture.Encoders.TryPeek(out var e) && e.IsDisposed);
        fixture.Segments[^1].Msn.ShouldBe(_msn + 5);
        fixture.Segments[^1].IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Camera_that_stops_is_marked_as_repeated_until_it_continues()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Steady(15, from: 1, to: 500));
        await fixture.Time.AdvanceUntilAsync(() => fixture.Ranges.Count > 0);
        var marked = fixture.Ranges.ShouldHaveSingleItem();
        (marked.Class, marked.Start, marked.Duration).ShouldBe((RepeatMarks.Class, At(467), null)); // from 467.67
        (fixture.Now - marked.Start).ShouldBeInRange(At(1_500) - Origin, At(1_700) - Origin);
        var again = (fixture.Now - Origin).Milliseconds;
        fixture.Add(Steady(15, from: again, to: again + 500, firstSequence: 100));
        await TimeTravel.UntilAsync(() => fixture.Ranges.Any(r => r.Duration is not null));
        fixture.Ranges.ShouldHaveSingleItem().End!.Value.ShouldBeInRange(At(again - 134), At(again + 134));
    }

    [Fact]
    public async Task Camera_whose_pictures_cannot_be_decoded_any_more_is_marked_as_repeated()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Steady(2, from: 1, to: 1_100));
        await fixture.PublishedAsync(_msn, 7);
        for (var i = 3; i < 9; i++)
        {
            fixture.Add(Frame(100 + i, captured: i * 500), "undecodable");
            await fixture.Time.AdvanceUntilAsync(() =>
                fixture.Outcomes.Count(o => o == DropReason.Undecodable) == i - 2
            );
        }
        var marked = fixture.Ranges.ShouldHaveSingleItem();
        (marked.Start, marked.Duration).ShouldBe((At(1_001), null));
    }

    [Fact]
    public async Task Camera_of_one_picture_in_five_seconds_is_not_marked_as_repeated()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Frame(1, captured: 0));
        fixture.Add(Frame(2, captured: 5_000));
        await fixture.PublishedAsync(_msn + 2, 7);
        fixture.Ranges.ShouldAllBe(r => r.End != null, "of the time when its interval was not known");
        fixture.Add(Frame(3, captured: 10_000));
        await fixture.PublishedAsync(_msn + 4, 14);
        await fixture.Time.AdvanceUntilAsync(() => fixture.Encoders.First().IsDisposed);
        fixture.Ranges.ShouldAllBe(r => r.End < At(5_134));
    }

    [Fact]
    public async Task Camera_with_a_wrong_clock_is_shown_by_our_clock()
    {
        await using var fixture = new PipelineFixture();
        for (var i = 0; i < 40; i++)
            fixture.Add(Frame(i, captured: -1e10 + i * 66.7, delay: 1e10 + 20)); // months behind
        await fixture.PublishedAsync(_msn, 14);
        fixture.Outcomes.ShouldAllBe(o => o == EncoderMetrics.Delivered);
    }

    [Fact]
    public async Task Our_clock_set_back_ends_the_pipeline()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Steady(15, from: 60_000, to: 60_500));
        fixture.Add(Frame(100, captured: 1_000));
        await TimeTravel.UntilAsync(() => fixture.Pipeline.HasEnded);
        fixture.Pipeline.Live.Current.HasEnded.ShouldBeTrue();
    }

    [Fact]
    public async Task Frame_in_hand_is_counted_when_the_pipeline_ends()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Frame(1, captured: 0), "once");
        await TimeTravel.UntilAsync(() => fixture.Pipeline.Latest.TryCopy(out _, out _, out _));
        // The parts before it repeat the first frame, and the encoder hangs on that.
        fixture.Add(Frame(2, captured: 900), clockStands: true);
        await TimeTravel.UntilAsync(() => fixture.Encoders.First().Hangs && fixture.Pipeline.Waiting == 0);
    }

    [Fact]
    public async Task Frames_that_wait_when_the_pipeline_ends_are_dropped_because_the_encoder_stopped()
    {
        var fixture = new PipelineFixture();
        await using (fixture)
        {
            fixture.Add(Frame(1, captured: 0), "hang");
            await TimeTravel.UntilAsync(() => fixture.Pipeline.Waiting == 0);
            fixture.Add(Frame(2, captured: 10));
            fixture.Add(Frame(3, captured: 20));
            fixture.Pipeline.Waiting.ShouldBe(2);
        }
        fixture.Outcomes.ShouldBe([DropReason.EncoderStopped, DropReason.EncoderStopped, DropReason.EncoderStopped]);
    }

    [Fact]
    public async Task Newest_picture_is_kept()
    {
        await using var fixture = new PipelineFixture();
        fixture.Pipeline.Latest.TryCopy(out _, out _, out _).ShouldBeFalse();
        fixture.Add(Frame(1, captured: 0));
        await TimeTravel.UntilAsync(() => fixture.Pipeline.Latest.TryCopy(out _, out _, out _));
        fixture.Pipeline.Latest.TryCopy(out var jpeg, out var length, out var captured).ShouldBeTrue();
        jpeg.AsSpan(0, length).ToArray().ShouldBe("ok"u8.ToArray());
        captured.ShouldBe(Origin.ToUtc());
    }

    [Fact]
    public async Task Whatever_comes_every_frame_is_counted_once()
    {
        string[] scripts = ["ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok", "crash"];
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            await using var fixture = new PipelineFixture(new PipelineOptions { QueueCapacity = 4 });
            foreach (var frame in Wild(seed, seconds: 20))
                fixture.Add(frame, random.Next(20) == 0 ? scripts[random.Next(scripts.Length)] : "ok");
        }
    }

    [Fact]
    public async Task Frames_encoded_after_the_end_of_the_stream_are_dropped_because_the_encoder_stopped()
    {
        await using var fixture = new PipelineFixture();
        fixture.Pipeline.Live.End();
        fixture.Add(Steady(15, from: 1, to: 500));
        await fixture.Time.AdvanceUntilAsync(() => fixture.Outcomes.Count == fixture.Added);
        fixture.Outcomes.ShouldAllBe(o => o == DropReason.EncoderStopped);
    }
}
