namespace CamStream.Encoder.Hls;

public class MediaNameTests
{
    [Fact]
    public void Names_are_parsed_as_they_are_written()
    {
        Parse(MediaName.Init(Made.Small)).ShouldBe(new MediaName.OfInit("aa"));
        Parse(MediaName.Segment(Made.Slot)).ShouldBe(new MediaName.OfSegment(Made.Slot));
        Parse(MediaName.Part(new(Made.Slot, 14))).ShouldBe(new MediaName.OfPart(new(Made.Slot, 14)));
        Parse("0.0.m4s").ShouldBe(new MediaName.OfPart(new(0, 0)));
        Parse("9223372036854775807.m4s").ShouldBe(new MediaName.OfSegment(long.MaxValue));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".m4s")]
    [InlineData("-1.m4s")]
    [InlineData("+1.m4s")]
    [InlineData("01.m4s")] // a resource has one name only
    [InlineData("1.01.m4s")]
    [InlineData("1..m4s")]
    [InlineData("1.2.3.m4s")]
    [InlineData("1.-2.m4s")]
    [InlineData("1.M4S")]
    [InlineData("x.m4s")]
    [InlineData("1 .m4s")]
    [InlineData("9223372036854775808.m4s")]
    [InlineData("1.2147483648.m4s")]
    [InlineData("1.mp4")]
    [InlineData("init.mp4")]
    [InlineData("latest.jpg")]
    public void Other_names_are_refused(string name) => MediaName.TryParse(name, out _).ShouldBeFalse();

    private static MediaName? Parse(string name) => MediaName.TryParse(name, out var resource) ? resource : null;
}
