namespace CamStream.Encoder.Timeline;

public class MediaGridTests
{
    private static readonly MediaGrid _grid = new TimelineOptions().Grid;

    [Fact]
    public void A_segment_of_two_seconds_has_fifteen_parts_of_exactly_12000_ticks()
    {
        _grid.SegmentTicks.ShouldBe(180_000);
        _grid.PartTicks.ShouldBe(12_000);
        _grid.SegmentDuration.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Numbers_and_times_are_counted_from_the_Unix_epoch()
    {
        var time = MediaGrid.ToTicks(new DateTimeOffset(2026, 11, 22, 9, 0, 1, 500, TimeSpan.Zero));
        _grid.MsnAt(time).ShouldBe(1_795_338_001 / 2);
        _grid.PartAt(time).ShouldBe(11);
        _grid.PartStart(time).ShouldBe(_grid.StartOf(1_795_338_001 / 2, 11));
        MediaGrid.ToTime(_grid.StartOf(1)).ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(2));
    }
}
