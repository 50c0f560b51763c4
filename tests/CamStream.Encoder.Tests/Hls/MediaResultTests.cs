using System.Net;

namespace CamStream.Encoder.Hls;

public class MediaResultTests
{
    private const long S = Made.Slot;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bytes=0-3", "[900", "bytes 0-3/13")]
    [InlineData("bytes=9-", "0.2]", "bytes 9-12/13")]
    [InlineData("bytes=-3", ".2]", "bytes 10-12/13")]
    [InlineData("bytes=11-9007199254740991", "2]", "bytes 11-12/13")]
    [InlineData("bytes=-100", "[900000000.2]", "bytes 0-12/13")]
    public async Task One_range_of_a_part_is_206(string range, string body, string contentRange)
    {
        await using var app = await WithSegmentAsync();
        using var response = await GetAsync(app, $"{S}.2.m4s", range);
        response.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe(body);
        response.Content.Headers.ContentRange!.ToString().ShouldBe(contentRange);
    }

    [Fact]
    public async Task A_range_reaches_over_the_parts_of_a_segment()
    {
        await using var app = await WithSegmentAsync();
        using var response = await GetAsync(app, $"{S}.m4s", "bytes=10-15");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldBe(".0][90");
    }

    [Fact]
    public async Task Unsatisfiable_ranges_are_416_and_unknown_ones_are_ignored()
    {
        await using var app = await WithSegmentAsync();
        using var outside = await GetAsync(app, $"{S}.2.m4s", "bytes=13-20");
        outside.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        outside.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */13");
        foreach (var range in (string[])["bytes=0-1,4-5", "lines=1-2", "bytes=x", "bytes=5-2"])
        {
            using var whole = await GetAsync(app, $"{S}.2.m4s", range);
            whole.StatusCode.ShouldBe(HttpStatusCode.OK, range);
        }
    }

    private static async Task<HlsApp> WithSegmentAsync()
    {
        var app = await HlsApp.StartAsync();
        app.Stream.Session(Made.Small).Add(S);
        return app;
    }

    private static Task<HttpResponseMessage> GetAsync(HlsApp app, string path, string range)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/hls/cam/{path}", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Range", range);
        return app.Client.SendAsync(request, Cancellation);
    }
}
