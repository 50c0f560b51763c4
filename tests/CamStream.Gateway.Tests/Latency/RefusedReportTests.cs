using System.Net;
using System.Text;

namespace CamStream.Gateway.Latency;

public class RefusedReportTests
{
    private const string NoFrame = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("report")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0,"renders":[]} more""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0,"renders":null}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0,"renders":{}}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0,"renders":[null]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0,"renders":[{}]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0,"renders":[{"traceparent":null,"shown":1}]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0,"renders":[{"traceparent":"x","shown":NaN}]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0,"renders":[{"traceparent":"x","shown":"NaN"}]}""")]
    [InlineData("""{"clockOffsetMs":NaN,"roundTripMs":0,"stalls":0,"renders":[]}""")]
    [InlineData("""{"clockOffsetMs":1e999,"roundTripMs":0,"stalls":0,"renders":[]}""")]
    [InlineData("""{"clockOffsetMs":-1e300,"roundTripMs":0,"stalls":0,"renders":[]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":-1,"stalls":0,"renders":[]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":1e999,"stalls":0,"renders":[]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":-1,"renders":[]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":1001,"renders":[]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":1e10,"renders":[]}""")]
    [InlineData("""{"clockOffsetMs":0,"roundTripMs":0,"stalls":0.5,"renders":[]}""")]
    public async Task A_malformed_report_is_refused_and_counted(string json)
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");

        using var response = await door.PostAsync(json);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        reports.Outcomes().ShouldBe("malformed - 1");
    }

    [Fact]
    public async Task Invalid_text_and_endless_arrays_are_refused()
    {
        await using var door = await WatchedCamera.StartAsync();

        (await door.PostAsync(new string('[', 10_000))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var bytes = new ByteArrayContent([0xFF, 0xFE, 0x00, 0xC3, 0x28])
        {
            Headers = { { "Content-Type", "application/json" } },
        };
        (await door.Gateway.Client.PostAsync("/api/cameras/door/renders", bytes, _stop)).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task A_report_has_150_frames_at_most()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");

        (
            await door.PostAsync(WatchedCamera.Report(0, [.. Enumerable.Repeat((NoFrame, "0"), 150)]))
        ).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (
            await door.PostAsync(WatchedCamera.Report(0, [.. Enumerable.Repeat((NoFrame, "0"), 151)]))
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        reports.Outcomes().ShouldBe("malformed - 1, unknown - 150");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_16_KiB_is_refused_with_or_without_a_length(bool chunked)
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");
        var report = WatchedCamera.Report(0);
        using var fits = new StringContent(
            report + new string(' ', (16 << 10) - report.Length),
            Encoding.UTF8,
            "application/json"
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cameras/door/renders")
        {
            Content = new StringContent(
                report + new string(' ', (16 << 10) - report.Length + 1),
                Encoding.UTF8,
                "application/json"
            ),
            Headers = { TransferEncodingChunked = chunked },
        };

        (await door.Gateway.Client.PostAsync("/api/cameras/door/renders", fits, _stop)).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );
        using var response = await door.Gateway.Client.SendAsync(request, _stop);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        reports.Outcomes().ShouldBe("too_large - 1");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task A_type_that_any_site_may_send_is_refused(string type)
    {
        await using var door = await WatchedCamera.StartAsync();

        using var response = await door.PostAsync(WatchedCamera.Report(0), type: type);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_preflight_of_another_site_gets_no_permission()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/cameras/door/renders");
        preflight.Headers.Add("Origin", "https://elsewhere.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type");

        using var response = await door.Gateway.Client.SendAsync(preflight, _stop);

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("Front-Door")]
    [InlineData("-door")]
    [InlineData("a.b")]
    [InlineData("d%00r")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task An_invalid_camera_id_is_refused(string camera)
    {
        await using var door = await WatchedCamera.StartAsync();

        (await door.PostAsync(WatchedCamera.Report(0), camera)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        door.Gateway.Ingest.Requests.ShouldBeEmpty();
    }
}
