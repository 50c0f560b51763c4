using CamStream.Frames;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace CamStream.Gateway.Hls;

public class HlsRequestTests
{
    [Theory]
    [InlineData("live.m3u8", "", "door/live.m3u8", false)]
    [InlineData("live.m3u8", "?_HLS_part=2&_HLS_msn=7", "door/live.m3u8?_HLS_msn=7&_HLS_part=2", true)]
    [InlineData("live.m3u8", "?x=1&_HLS_msn=7&t=99", "door/live.m3u8?_HLS_msn=7", true)]
    [InlineData("live.m3u8", "?_HLS_skip=YES", "door/live.m3u8?_HLS_skip=YES", false)]
    [InlineData("live.m3u8", "?_HLS_msn=-1", "door/live.m3u8?_HLS_msn=-1", true)]
    [InlineData("live.m3u8", "?_HLS_msn=a b%26c", "door/live.m3u8?_HLS_msn=a%20b%26c", true)]
    [InlineData("live.m3u8", "?_HLS_msn=1&_HLS_msn=2", "door/live.m3u8?_HLS_msn=1&_HLS_msn=2", true)]
    [InlineData("7.2.m4s", "?_HLS_msn=7&x=1", "door/7.2.m4s", false)]
    [InlineData("latest.jpg", "?t=1", "door/latest.jpg", false)]
    public void The_key_has_only_what_decides_the_answer(string file, string query, string key, bool blocking)
    {
        var request = Create(file, query)!;

        request.Key.ShouldBe(key);
        request.IsBlocking.ShouldBe(blocking);
        request.IsPlaylist.ShouldBe(file == "live.m3u8");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".htaccess")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("a\0b")]
    [InlineData("é.m4s")]
    public void An_invalid_file_name_is_refused(string? file) => Create(file, "").ShouldBeNull();

    [Fact]
    public void Lengths_are_limited()
    {
        Create(new string('a', 100), "").ShouldNotBeNull();
        Create(new string('a', 101), "").ShouldBeNull();
        Create("live.m3u8", "?_HLS_msn=" + new string('9', 300)).ShouldBeNull();
    }

    private static HlsRequest? Create(string? file, string query) =>
        HlsRequest.TryCreate(CameraId.Parse("door"), file, new QueryCollection(QueryHelpers.ParseQuery(query)));
}
