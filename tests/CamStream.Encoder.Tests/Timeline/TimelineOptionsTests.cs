namespace CamStream.Encoder.Timeline;

public class TimelineOptionsTests
{
    [Theory]
    [InlineData(2_000, 15, true)]
    [InlineData(1_000, 4, true)]
    [InlineData(2_000, 7, false)] // 25714.3 ticks
    [InlineData(2_500, 10, false)] // EXT-X-TARGETDURATION would not be exact
    [InlineData(999, 10, false)]
    [InlineData(2_000, 41, false)]
    public void Parts_must_divide_segments_of_whole_seconds(int segmentMilliseconds, int parts, bool valid)
    {
        var options = new TimelineOptions { SegmentMilliseconds = segmentMilliseconds, PartsPerSegment = parts };
        new TimelineOptionsValidator().Validate(null, options).Succeeded.ShouldBe(valid);
    }
}
