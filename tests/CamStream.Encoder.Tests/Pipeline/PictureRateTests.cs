namespace CamStream.Encoder.Pipeline;

public class PictureRateTests
{
    private readonly PictureRate _rate = new(TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData(30, false)] // 15 per second, as assumed
    [InlineData(15, false)] // the repeats of a stopped camera
    [InlineData(50, false)]
    [InlineData(59, true)] // 30 per second, one lost
    [InlineData(120, true)]
    [InlineData(10, true)]
    public void New_rate_of_two_segments_is_a_new_hint(int pictures, bool changes)
    {
        Segment(pictures).ShouldBeFalse();
        Segment(pictures).ShouldBe(changes);
        _rate.Hint.ShouldBe(changes ? pictures / 2.0 : PictureRate.Assumed);
        Segment(pictures).ShouldBeFalse();
    }

    [Fact]
    public void One_odd_segment_changes_nothing()
    {
        Segment(60).ShouldBeFalse();
        Segment(30).ShouldBeFalse();
        Segment(60).ShouldBeFalse();
    }

    private bool Segment(int pictures)
    {
        for (var i = 0; i < pictures; i++)
            _rate.Count();
        return _rate.StartSegment();
    }
}
