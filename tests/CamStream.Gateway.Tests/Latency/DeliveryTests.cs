using System.Diagnostics;
using CamStream.Frames.Telemetry;
using CamStream.Testing;

namespace CamStream.Gateway.Latency;

public class DeliveryTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_viewer_of_a_frame_ends_its_delivery()
    {
        await using var door = await WatchedCamera.StartAsync();
        var frame = new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage);
        using var spans = new RecordedSpans("CamStream.Gateway");
        door.Encode(frame.Header);

        door.Time.Advance(TimeSpan.FromMilliseconds(20));
        await door.Gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop);

        var span = await spans.EndedAsync(span => span.TraceId == frame.Trace, _stop);
        span.OperationName.ShouldBe("deliver");
        span.Kind.ShouldBe(ActivityKind.Server);
        span.Source.Name.ShouldBe("CamStream.Gateway");
        span.ParentSpanId.ShouldBe(frame.Package);
        span.StartTimeUtc.ShouldBe(door.Time.GetUtcNow().UtcDateTime);
        string.Join(", ", span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))
            .ShouldBe(
                "camstream.camera.id=door, camstream.frame.sequence=123, http.request.method=GET, url.scheme=http, "
                    + "url.path=/hls/door/7.1.m4s, http.response.status_code=200"
            );
    }

    [Fact]
    public async Task A_delivery_begins_when_the_answer_is_there()
    {
        await using var door = await WatchedCamera.StartAsync();
        var frame = new FrameOnItsWay(door.Time.GetUtcNow());
        using var spans = new RecordedSpans("CamStream.Gateway");
        door.Gateway.Encoders[0].Answer = context =>
        {
            door.Time.Advance(TimeSpan.FromSeconds(1)); // as the part of a preload hint
            context.Response.Headers[MediaHeaders.SampledFrame] = frame.Header;
            return Origin.Part(context);
        };

        await door.Gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop);

        (await spans.EndedAsync(span => span.TraceId == frame.Trace, _stop)).StartTimeUtc.ShouldBe(
            door.Time.GetUtcNow().UtcDateTime
        );
    }

    [Fact]
    public async Task Every_frame_of_a_part_is_delivered_with_it_and_its_stage_is_measured()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var stages = door.Gateway.Collect<double>("camstream.frame.stage.duration");
        FrameOnItsWay[] frames =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i => new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage, i)),
        ];
        using var spans = new RecordedSpans("CamStream.Gateway");
        door.Encode([.. frames.Select(frame => frame.Header)]);

        door.Time.Advance(TimeSpan.FromMilliseconds(20));
        await door.Gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop);
        await spans.EndedAsync(span => span.TraceId == frames[2].Trace, _stop);

        stages.GetMeasurementSnapshot().Count.ShouldBe(3);
        stages
            .GetMeasurementSnapshot()
            .ShouldAllBe(measured =>
                Math.Abs(measured.Value - 0.02) < 1e-9
                && Equals(measured.Tags["camstream.stage"], "deliver")
                && Equals(measured.Tags["camstream.camera.id"], "door")
            );
    }

    [Fact]
    public async Task Other_viewers_and_other_requests_for_the_frame_are_in_no_trace()
    {
        var door = await WatchedCamera.StartAsync();
        var frame = new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage);
        using var spans = new RecordedSpans("CamStream.Gateway");
        await using (door)
        {
            door.Encode(frame.Header);
            for (var i = 0; i < 3; i++)
                await door.Gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop);
            await door.Gateway.Client.GetStringAsync("/hls/door/7.m4s", _stop); // the segment with the part
        }

        spans.Ended.Count(span => span.TraceId == frame.Trace).ShouldBe(1);
    }

    [Fact]
    public async Task A_viewer_that_asks_for_the_headers_only_has_not_got_the_frame()
    {
        await using var door = await WatchedCamera.StartAsync();
        var frame = new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage);
        using var spans = new RecordedSpans("CamStream.Gateway");
        door.Encode(frame.Header);

        using var request = new HttpRequestMessage(HttpMethod.Head, "/hls/door/7.1.m4s");
        using var response = await door.Gateway.Client.SendAsync(request, _stop);
        await door.Gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop);

        (await spans.EndedAsync(span => span.TraceId == frame.Trace, _stop))
            .GetTagItem("http.request.method")
            .ShouldBe("GET");
    }
}
