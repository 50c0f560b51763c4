namespace CamStream.Encoder.Timeline;

public class MediaGridTests
{
    private static readonly MediaGrid _grid = new TimelineOptions().Grid;

    [Fact]
    public void A_segment_of_two_seconds_has_fifteen_parts_of_exactly_12000_ticks()
    {
        _grid.SegmentDuration.ShouldBe(new MediaTime(180_000));
        _grid.PartDuration.ShouldBe(new MediaTime(12_000));
        _grid.SegmentDuration.ToTimeSpan().ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Numbers_and_times_are_counted_from_the_Unix_epoch()
    {
        var time = MediaTime.FromUtc(new DateTimeOffset(2026, 11, 22, 9, 0, 1, 500, TimeSpan.Zero));
        _grid.MsnAt(time).ShouldBe(1_795_338_001 / 2);
        _grid.PartAt(time).ShouldBe(11);
        _grid.PartStart(time).ShouldBe(_grid.StartOf(1_795_338_001 / 2, 11));
        _grid.StartOf(1).ToUtc().ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(2));
    }
}
