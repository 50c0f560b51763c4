using System.Diagnostics;
using System.Net;
using System.Text;
using CamStream.Testing;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace CamStream.Gateway.Latency;

public class RenderReportTests
{
    private const string NoFrame = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frame_on_screen_is_the_end_of_its_trace()
    {
        await using var door = await WatchedCamera.StartAsync();
        var frame = new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage);
        using var spans = new RecordedSpans("CamStream.Gateway");
        using var ofPage = new RecordedSpans(LatencyTracing.PageSource);
        door.Encode(frame.Header);
        await door.Gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop);
        var deliver = await spans.EndedAsync(span => span.TraceId == frame.Trace, _stop);

        door.Time.Advance(TimeSpan.FromMilliseconds(300));
        (await door.ReportAsync(frame)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var span = await ofPage.EndedAsync(span => span.TraceId == frame.Trace, _stop);
        span.OperationName.ShouldBe("render");
        span.Kind.ShouldBe(ActivityKind.Client);
        span.ParentSpanId.ShouldBe(deliver.SpanId);
        span.Duration.ShouldBe(TimeSpan.FromMilliseconds(300));
        (span.StartTimeUtc + span.Duration).ShouldBe(door.Time.GetUtcNow().UtcDateTime);
        string.Join(", ", span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))
            .ShouldBe("camstream.camera.id=door, camstream.frame.sequence=123, camstream.viewer.clock.offset=0.0125");
    }

    [Fact]
    public async Task Latency_and_stalls_are_measured_as_viewers_see_them()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var latency = door.Gateway.Collect<double>("camstream.viewer.latency");
        using var stalls = door.Gateway.Collect<long>("camstream.viewer.stalls");
        using var stages = door.Gateway.Collect<double>("camstream.frame.stage.duration");
        var frame = await door.DeliverAsync();

        door.Time.Advance(TimeSpan.FromMilliseconds(200));
        await door.PostAsync(WatchedCamera.Report(2, (frame.TraceParent, door.Now())));
        door.Time.Advance(TimeSpan.FromMilliseconds(100));
        await door.PostAsync(WatchedCamera.Report(0, (frame.TraceParent, door.Now()))); // another viewer of the same frame

        latency.GetMeasurementSnapshot().Select(measured => Math.Round(measured.Value, 6)).ShouldBe([0.353, 0.453]);
        latency.LastMeasurement!.Tags["camstream.camera.id"].ShouldBe("door");
        stalls.GetMeasurementSnapshot().Sum(measured => measured.Value).ShouldBe(2);
        var render = stages
            .GetMeasurementSnapshot()
            .Where(measured => Equals(measured.Tags["camstream.stage"], "render"))
            .ShouldHaveSingleItem();
        render.Value.ShouldBe(0.2, 1e-9);
    }

    [Fact]
    public async Task Every_report_is_counted_with_what_became_of_it()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");
        var frame = await door.DeliverAsync();
        var soon = door.Now();
        door.Time.Advance(TimeSpan.FromMilliseconds(1));

        var renders = new[]
        {
            (frame.TraceParent, soon),
            (frame.TraceParent, soon),
            (frame.TraceParent, door.Now()),
            ($"00-{frame.Trace}-{frame.Package}-03", door.Now()),
            (NoFrame, soon),
            ("nonsense", soon),
            ("", soon),
            (frame.TraceParent + "\\u0000", soon),
            ($"00-{frame.Trace}-{frame.Package}-00", soon),
        };
        (await door.PostAsync(WatchedCamera.Report(0, renders))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var shown in (string[])["0", "1e300", "-1e300", "1e999", "253402300800000"])
            await door.PostAsync(WatchedCamera.Report(0, (frame.TraceParent, shown)));

        Outcomes(reports).ShouldBe("accepted door 1, duplicate door 3, impossible door 5, unknown door 5");
        (await door.LatencyAsync())["history"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_frame_of_one_camera_is_none_of_another()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");
        var frame = await door.DeliverAsync();
        door.Encode();
        await door.Gateway.Client.GetStringAsync("/hls/yard/7.1.m4s", _stop);

        await door.PostAsync(WatchedCamera.Report(0, (frame.TraceParent, door.Now())), "yard");

        Outcomes(reports).ShouldBe("unknown yard 1");
    }

    [Fact]
    public async Task A_camera_that_somebody_made_up_is_in_no_metric()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");
        using var stalls = door.Gateway.Collect<long>("camstream.viewer.stalls");

        (await door.PostAsync(WatchedCamera.Report(5, (NoFrame, door.Now())), "guessed")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );

        Outcomes(reports).ShouldBe("unknown - 1");
        stalls.GetMeasurementSnapshot().ShouldBeEmpty();
    }

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
    public async Task What_is_no_report_is_refused_and_counted(string json)
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");

        using var response = await door.PostAsync(json);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        Outcomes(reports).ShouldBe("malformed - 1");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_arrays_without_end_are_refused()
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
    public async Task A_hundred_frames_are_taken_and_no_more()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");

        (
            await door.PostAsync(WatchedCamera.Report(0, [.. Enumerable.Repeat((NoFrame, "0"), 150)]))
        ).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (
            await door.PostAsync(WatchedCamera.Report(0, [.. Enumerable.Repeat((NoFrame, "0"), 151)]))
        ).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        Outcomes(reports).ShouldBe("malformed - 1, unknown - 150");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_16_KiB_is_refused_whether_the_length_is_told_or_not(bool chunked)
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
        Outcomes(reports).ShouldBe("too_large - 1");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task What_a_page_of_another_site_may_send_unasked_is_refused(string type)
    {
        await using var door = await WatchedCamera.StartAsync();

        using var response = await door.PostAsync(WatchedCamera.Report(0), type: type);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_page_of_another_site_that_asks_is_told_no()
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
    public async Task What_is_no_camera_id_is_refused(string camera)
    {
        await using var door = await WatchedCamera.StartAsync();

        (await door.PostAsync(WatchedCamera.Report(0), camera)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        door.Gateway.Ingest.Requests.ShouldBeEmpty();
    }

    private static string Outcomes(MetricCollector<long> reports) =>
        string.Join(
            ", ",
            reports
                .GetMeasurementSnapshot()
                .CountBy(measured =>
                    $"{measured.Tags["camstream.report.outcome"]} {measured.Tags.GetValueOrDefault("camstream.camera.id") ?? "-"}"
                )
                .OrderBy(outcome => outcome.Key, StringComparer.Ordinal)
                .Select(outcome => $"{outcome.Key} {outcome.Value}")
        );
}
