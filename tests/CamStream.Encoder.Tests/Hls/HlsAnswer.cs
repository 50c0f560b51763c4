using System.Net.Http.Headers;

namespace CamStream.Encoder.Hls;

internal static class HlsAnswer
{
    /// <summary>Checks the status, the type and the Cache-Control of an answer.</summary>
    public static async Task ShouldBeAsync(HttpResponseMessage response, int status, string type, string cache)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status, body);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        response.Headers.CacheControl.ShouldBe(CacheControlHeaderValue.Parse(cache));
    }
}
