using System.Diagnostics;
using System.Net;
using CamStream.Testing;

namespace CamStream.Gateway.Latency;

public class RenderReportTests
{
    private const string NoFrame = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frame_on_screen_ends_its_trace()
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
        // Another viewer of the same frame.
        await door.PostAsync(WatchedCamera.Report(0, (frame.TraceParent, door.Now())));

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
    public async Task Every_report_is_counted_with_its_outcome()
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

        reports.Outcomes().ShouldBe("accepted door 1, duplicate door 3, impossible door 5, unknown door 5");
        (await door.LatencyAsync())["history"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_report_for_another_camera_is_unknown()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");
        var frame = await door.DeliverAsync();
        door.Encode();
        await door.Gateway.Client.GetStringAsync("/hls/yard/7.1.m4s", _stop);

        await door.PostAsync(WatchedCamera.Report(0, (frame.TraceParent, door.Now())), "yard");

        reports.Outcomes().ShouldBe("unknown yard 1");
    }

    [Fact]
    public async Task An_invented_camera_is_in_no_metric()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var reports = door.Gateway.Collect<long>("camstream.viewer.reports");
        using var stalls = door.Gateway.Collect<long>("camstream.viewer.stalls");

        (await door.PostAsync(WatchedCamera.Report(5, (NoFrame, door.Now())), "guessed")).StatusCode.ShouldBe(
            HttpStatusCode.NoContent
        );

        reports.Outcomes().ShouldBe("unknown - 1");
        stalls.GetMeasurementSnapshot().ShouldBeEmpty();
    }
}
