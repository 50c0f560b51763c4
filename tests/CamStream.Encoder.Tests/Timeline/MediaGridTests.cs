namespace CamStream.Encoder.Timeline;

public class MediaGridTests
{
    private static readonly MediaGrid Grid = new TimelineOptions().Grid;

    [Fact]
    public void A_segment_of_two_seconds_has_fifteen_parts_of_exactly_12000_ticks()
    {
        Grid.SegmentTicks.ShouldBe(180_000);
        Grid.PartTicks.ShouldBe(12_000);
        Grid.SegmentDuration.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Numbers_and_times_are_counted_from_the_Unix_epoch()
    {
        var time = MediaGrid.ToTicks(new DateTimeOffset(2026, 11, 22, 9, 0, 1, 500, TimeSpan.Zero));
        Grid.MsnAt(time).ShouldBe(1_795_338_001 / 2);
        Grid.PartAt(time).ShouldBe(11);
        Grid.PartStart(time).ShouldBe(Grid.StartOf(1_795_338_001 / 2, 11));
        MediaGrid.ToTime(Grid.StartOf(1)).ShouldBe(DateTimeOffset.UnixEpoch.AddSeconds(2));
    }
}
