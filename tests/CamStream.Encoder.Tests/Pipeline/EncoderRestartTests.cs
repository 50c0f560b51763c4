using CamStream.Encoder.Timeline;
using CamStream.Frames;
using static CamStream.Encoder.Timeline.Arrivals;

namespace CamStream.Encoder.Pipeline;

/// <summary>When the pipeline starts another H.264 encoder, and what it does meanwhile.</summary>
public class EncoderRestartTests
{
    private static readonly long _msn = Grid.MsnAt(Origin);

    [Fact]
    public async Task Undecodable_frame_is_substituted_and_counted()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Steady(15, from: 1, to: 500));
        await fixture.PublishedAsync(_msn, 2);
        fixture.Add(Frame(100, captured: 534.4), "undecodable");
        await fixture.Time.AdvanceUntilAsync(() => fixture.Outcomes.Contains(DropReason.Undecodable));
        await fixture.Time.AdvanceUntilAsync(() => fixture.Segments[^1].Parts.Length > 6);
        fixture.Restarts.ShouldBe(0);
        fixture.Encoders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Undecodable_first_frame_starts_no_stream_and_the_next_frame_does()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Frame(1, captured: 0), "undecodable");
        await fixture.Time.AdvanceUntilAsync(() => fixture.Outcomes.Contains(DropReason.Undecodable));
        var now = (fixture.Time.GetUtcNow() - Origin.ToUtc()).TotalMilliseconds;
        fixture.Add(Frame(2, captured: now));
        await fixture.PublishedAsync(_msn, 14);
        fixture.Segments.Single(s => s.Msn == _msn).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Encoder_that_dies_is_restarted_within_the_segment()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Steady(15, from: 1, to: 500));
        await fixture.PublishedAsync(_msn, 2);
        fixture.Add(Frame(50, captured: 534.4), "crash");
        await TimeTravel.UntilAsync(() => fixture.Restarts == 1);
        fixture.Add(Steady(15, from: 601, to: 2_200, firstSequence: 100));
        await fixture.PublishedAsync(_msn, 14);
        var segment = fixture.Segments.Single(s => s.Msn == _msn);
        segment.IsWhole.ShouldBeTrue();
        segment.Parts.Count(p => p!.Independent).ShouldBe(2);
        fixture.Encoders.Count.ShouldBe(2);
        // The frame that it died of, and the frames of the open part.
        fixture.Outcomes.Count(o => o == DropReason.EncoderStopped).ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task Encoder_that_dies_of_every_frame_is_restarted_less_and_less_often()
    {
        await using var fixture = new PipelineFixture();
        for (var i = 0; i < 40; i++)
        {
            fixture.Add(Frame(i, captured: i * 500), "crash");
            await TimeTravel.UntilAsync(() => fixture.Outcomes.Count > i);
        }
        fixture.Restarts.ShouldBeInRange(5, 8); // in 20 s: after 0, 0, 0.5, 1, 2, 4, 8
        fixture.Outcomes.ShouldAllBe(o => o == DropReason.EncoderStopped);
    }

    [Fact]
    public async Task Encoder_that_hangs_is_restarted()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Steady(15, from: 1, to: 500));
        await fixture.PublishedAsync(_msn, 2);
        fixture.Add(Frame(50, captured: 534.4), "hang");
        await fixture.Time.AdvanceUntilAsync(() => fixture.Restarts == 1);
        fixture.Encoders.First().IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public async Task Other_size_gets_another_encoder_at_the_next_segment()
    {
        await using var fixture = new PipelineFixture();
        fixture.Add(Steady(15, from: 1, to: 1_000));
        fixture.Add(
            Steady(15, from: 1_001, to: 4_200, firstSequence: 100).Select(f => f with { Width = 1280, Height = 720 })
        );
        await fixture.PublishedAsync(_msn + 1, 14);
        fixture.Encoders.Select(e => e.Session.Width).ShouldBe([640, 1280]);
        fixture.Outcomes.ShouldContain(DropReason.SizeChange);
        fixture.Segments.Single(s => s.Msn == _msn).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Doubled_rate_gets_another_encoder_after_two_segments()
    {
        await using var fixture = new PipelineFixture();
        foreach (var frame in Steady(60, from: 1, to: 8_200))
        {
            fixture.Add(frame);
            await TimeTravel.UntilAsync(() => fixture.Pipeline.Waiting < 32);
        }
        await fixture.PublishedAsync(_msn + 3, 14);
        fixture.Encoders.Select(e => e.Session.FramesPerSecond).First().ShouldBe(15);
        fixture.Encoders.Last().Session.FramesPerSecond.ShouldBe(60, 3);
        fixture.Encoders.Count.ShouldBe(2);
        fixture.Segments.Where(s => s.Msn >= _msn && s.IsClosed).ShouldAllBe(s => s.IsWhole);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public async Task Filled_segments_do_not_change_the_rate(int partsPerSecond)
    {
        var timeline = new TimelineOptions { SegmentMilliseconds = 1_000, PartsPerSegment = partsPerSecond };
        await using var fixture = new PipelineFixture(timeline: timeline, before: TimeSpan.FromSeconds(2));
        foreach (var frame in Steady(15, from: 700, to: 1_300))
        {
            fixture.Add(frame);
            await TimeTravel.UntilAsync(() => fixture.Pipeline.Waiting == 0);
        }
        var first = timeline.Grid.MsnAt(Origin);
        await fixture.PublishedAsync(first + 1, 0);
        fixture.Segments.Count(segment => segment.Msn >= first - 2 && segment.IsWhole).ShouldBe(3);
        (fixture.Encoders.Count, fixture.Restarts).ShouldBe((1, 0));
    }
}
