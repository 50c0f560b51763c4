using Microsoft.Net.Http.Headers;

namespace CamStream.Gateway.Hls;

public class ByteRangeTests
{
    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=2-5", 2, 4)]
    [InlineData("BYTES=2-5", 2, 4)]
    [InlineData("bytes=2-", 2, 8)]
    [InlineData("bytes=9-9", 9, 1)]
    [InlineData("bytes=2-99", 2, 8)]
    [InlineData("bytes=2-9223372036854775807", 2, 8)]
    [InlineData("bytes=-3", 7, 3)]
    [InlineData("bytes=-10", 0, 10)]
    [InlineData("bytes=-9223372036854775807", 0, 10)]
    public void A_range_selects_bytes_of_ten(string range, int start, int length) =>
        Read(range).ShouldBe(new ByteRange(start, length));

    [Theory]
    [InlineData("bytes=10-", 10)]
    [InlineData("bytes=10-11", 10)]
    [InlineData("bytes=9223372036854775807-", 10)]
    [InlineData("bytes=-0", 10)]
    [InlineData("bytes=0-", 0)]
    [InlineData("bytes=-1", 0)]
    public void A_range_may_select_nothing(string range, int total) => Read(range, total)!.Value.Length.ShouldBe(0);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bytes")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=5-2")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=0-1,4-5")]
    [InlineData("lines=1-2")]
    [InlineData("bytes=99999999999999999999-")]
    public void Other_values_mean_the_whole_body(string? range) => Read(range).ShouldBeNull();

    private static ByteRange? Read(string? text, int total = 10) =>
        ByteRange.Read(RangeHeaderValue.TryParse(text, out var range) ? range : null, total);
}
