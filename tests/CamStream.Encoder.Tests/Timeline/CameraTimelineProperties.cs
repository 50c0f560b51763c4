using CamStream.Frames;
using static CamStream.Encoder.Timeline.Arrivals;

namespace CamStream.Encoder.Timeline;

/// <summary>
/// The rules for any arrivals. <see cref="TimelineRun"/> checks every step, these tests the whole.
/// A failure names its seed.
/// </summary>
public class CameraTimelineProperties
{
    [Fact]
    public void Whatever_arrives_every_part_is_whole_and_every_frame_has_an_outcome()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var frames = Wild(seed);
            var run = new TimelineRun(
                Grid,
                TimeSpan.FromSeconds(seed % 2 == 0 ? 10 : 1),
                before: TimeSpan.FromSeconds(seed % 3)
            );
            try
            {
                run.Feed(frames);
                run.TickTo(At(100_000));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"seed {seed}", failure);
            }
            run.Outcomes.Count.ShouldBe(frames.Count);
            run.Parts.Sum(p => p.Pictures.Count(t => t >= MediaTime.Zero))
                .ShouldBe(run.Outcomes.Count(o => o is null), $"seed {seed}");
            run.Starts.Count.ShouldBe(run.Rests.Count, $"seed {seed}: a camera that is gone rests");
            Contiguous(run, seed);
        }
    }

    [Theory]
    [InlineData(1_000, 4)]
    [InlineData(1_000, 40)]
    [InlineData(2_000, 8)]
    [InlineData(10_000, 4)]
    [InlineData(10_000, 40)]
    public void Parts_are_whole_on_any_grid(int segmentMilliseconds, int parts)
    {
        var grid = new TimelineOptions { SegmentMilliseconds = segmentMilliseconds, PartsPerSegment = parts }.Grid;
        for (var seed = 1_000; seed < 1_040; seed++)
        {
            var run = new TimelineRun(grid, TimeSpan.FromSeconds(2), before: TimeSpan.FromSeconds(seed % 3));
            run.Feed(Wild(seed));
            run.TickTo(At(100_000));
            run.Starts.Count.ShouldBe(run.Rests.Count, $"seed {seed}");
        }
    }

    [Fact]
    public void Two_timelines_that_start_at_different_times_make_the_same_parts()
    {
        double[] rates = [1, 5, 10, 15, 25, 30, 60];
        for (var seed = 0; seed < 210; seed++)
        {
            var random = new Random(seed);
            var rate = rates[seed % rates.Length];
            var frames = Enumerable
                .Range(0, (int)(rate * 20))
                .Select(i =>
                    Frame(
                        i,
                        captured: (i + random.NextDouble() * 0.2) * 1000 / rate,
                        delay: 5 + random.NextDouble() * 30
                    )
                )
                .ToList();
            var (first, second) = (
                new TimelineRun(Grid, TimeSpan.FromSeconds(10)),
                new TimelineRun(Grid, TimeSpan.FromSeconds(10))
            );
            first.Feed(frames);
            second.Feed(frames.Where(f => f.Arrived > At(7_000)));
            var both = At(13_000);
            Later(second, both).ShouldBe(Later(first, both), $"seed {seed}, {rate} fps");
        }
    }

    [Fact]
    public void Steady_camera_loses_no_frame_and_repeats_none()
    {
        foreach (var rate in new[] { 7.5, 10, 12.5, 15, 20, 24, 25, 30, 50, 60 })
        {
            for (var phase = 0; phase < 134; phase += 3)
            {
                var run = new TimelineRun(Grid, TimeSpan.FromSeconds(10));
                run.Feed(Steady(rate, from: phase, to: 8_000));
                run.Outcomes.ShouldAllBe(o => o == null);
                run.Parts.Where(p => p.Part > At(2_000))
                    .ShouldAllBe(p => p.Pictures.All(t => t >= MediaTime.Zero), $"{rate} fps, phase {phase} ms");
            }
        }
    }

    [Fact]
    public void Steady_camera_in_step_with_the_grid_is_shown_evenly_at_any_phase()
    {
        foreach (var rate in new[] { 7.5, 15, 30, 60 })
        {
            for (var phase = 0.5; phase < 134; phase += 3)
            {
                var run = new TimelineRun(Grid, TimeSpan.FromSeconds(10));
                run.Feed(Steady(rate, from: phase, to: 8_000));
                var shown = run.Parts.Where(p => p.Part > At(2_000)).SelectMany(p => p.Pictures).ToList();
                shown
                    .Zip(shown.Skip(1), (one, next) => (next - one).Ticks / 90.0)
                    .ShouldAllBe(gap => Math.Abs(gap - 1000 / rate) < 1, $"{rate} fps, phase {phase} ms");
            }
        }
    }

    [Fact]
    public void Frames_are_dropped_only_when_older_repeated_or_of_another_size()
    {
        for (var seed = 2_000; seed < 2_100; seed++)
        {
            var run = new TimelineRun(Grid, TimeSpan.FromSeconds(10));
            run.Feed(Wild(seed));
            run.Outcomes.ShouldAllBe(o =>
                o == null || o == DropReason.Late || o == DropReason.Duplicate || o == DropReason.SizeChange
            );
        }
    }

    // Within a session no part is missing.
    private static void Contiguous(TimelineRun run, int seed)
    {
        var rests = run.Rests.ToHashSet();
        for (var i = 1; i < run.Parts.Count; i++)
        {
            var end = run.Parts[i - 1].Part + Grid.PartDuration;
            (run.Parts[i].Part == end || rests.Contains(end)).ShouldBeTrue(
                $"seed {seed}: a hole before {run.Parts[i].Part.Ticks}"
            );
        }
    }

    private static List<string> Later(TimelineRun run, MediaTime from) =>
        [
            .. run
                .Parts.Where(p => p.Part >= from)
                .Select(p => $"{p.Part.Ticks}: {string.Join(' ', p.Pictures.Select(t => t.Ticks))}"),
        ];
}
