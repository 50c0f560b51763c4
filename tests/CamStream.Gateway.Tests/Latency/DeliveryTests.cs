using System.Diagnostics;
using System.Diagnostics.Metrics;
using CamStream.Frames;
using CamStream.Gateway.Coalescing;
using CamStream.Gateway.Telemetry;
using CamStream.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Latency;

public sealed class DeliveryTests : IDisposable
{
    private static readonly CameraId _door = CameraId.Parse("door");
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _services.Dispose();

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
                "camstream.camera.id=door, camstream.frame.sequence=123, http.request.method=GET, url.scheme=http, url.path=/hls/door/7.1.m4s, http.response.status_code=200"
            );
    }

    [Fact]
    public async Task It_begins_when_the_answer_is_there()
    {
        await using var door = await WatchedCamera.StartAsync();
        var frame = new FrameOnItsWay(door.Time.GetUtcNow());
        using var spans = new RecordedSpans("CamStream.Gateway");
        door.Gateway.Encoders[0].Answer = context =>
        {
            door.Time.Advance(TimeSpan.FromSeconds(1)); // the part of a preload hint is waited for
            context.Response.Headers[TracedFrameHeader.Name] = frame.Header;
            return Origin.Part(context);
        };

        await door.Gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop);

        (await spans.EndedAsync(span => span.TraceId == frame.Trace, _stop)).StartTimeUtc.ShouldBe(
            door.Time.GetUtcNow().UtcDateTime
        );
    }

    [Fact]
    public async Task Every_frame_of_a_part_is_delivered_with_it_and_its_stage_measured()
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
    public async Task Other_viewers_and_other_requests_for_the_same_are_in_no_trace()
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
    public async Task Whoever_asks_for_the_headers_alone_has_not_got_the_frame()
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

    [Fact]
    public void Whoever_left_has_not_got_the_frame()
    {
        var (memory, deliveries) = Create();
        using var left = new CancellationTokenSource();
        left.Cancel();

        deliveries.End(
            new DefaultHttpContext { Request = { Method = "GET" }, RequestAborted = left.Token },
            _door,
            Answer(),
            deliveries.Begin()
        );

        memory.TryGet(_door, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_range_of_a_part_is_not_its_frames()
    {
        var (memory, deliveries) = Create();

        deliveries.End(
            new DefaultHttpContext { Request = { Method = "GET" }, Response = { StatusCode = 206 } },
            _door,
            Answer(),
            deliveries.Begin()
        );

        memory.TryGet(_door, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Viewers_are_told_nothing_of_traces()
    {
        await using var door = await WatchedCamera.StartAsync();
        door.Encode(new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage).Header);

        for (var i = 0; i < 2; i++)
        {
            using var response = await door.Gateway.Client.GetAsync("/hls/door/7.1.m4s", _stop);
            response.Headers.Contains(TracedFrameHeader.Name).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task What_a_viewer_says_of_frames_is_not_listened_to()
    {
        await using var door = await WatchedCamera.StartAsync();
        door.Encode();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hls/door/7.1.m4s");
        request.Headers.Add(
            TracedFrameHeader.Name,
            new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage).Header
        );

        (await door.Gateway.Client.SendAsync(request, _stop)).EnsureSuccessStatusCode();

        (await door.LatencyAsync())["history"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Headers_that_are_malformed_impossible_or_too_many_are_passed_over_and_counted()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var ignored = door.Gateway.Collect<long>("camstream.gateway.headers.ignored");
        var frames = Enumerable
            .Range(0, 20)
            .Select(i => new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage, i))
            .ToList();
        var forged = new FrameOnItsWay(door.Time.GetUtcNow().AddHours(1));
        using var spans = new RecordedSpans("CamStream.Gateway");
        // The first three as a proxy makes one field of them.
        door.Encode([
            "nonsense",
            forged.Header,
            string.Join(", ", frames.Take(3).Select(frame => frame.Header)),
            .. frames.Skip(3).Select(frame => frame.Header),
        ]);

        (await door.Gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop)).ShouldBe("part");
        await spans.EndedAsync(span => span.TraceId == frames[15].Trace, _stop);

        (await door.LatencyAsync())["history"]!.AsArray().Count.ShouldBe(TracedFrames.MaxFrames);
        ignored
            .GetMeasurementSnapshot()
            .CountBy(measured => (string)measured.Tags["camstream.header.outcome"]!)
            .ShouldBe([new("invalid", 2), new("too_many", 4)]);
    }

    [Theory]
    [InlineData("/hls/door/live.m3u8", 200)]
    [InlineData("/hls/door/7.1.m4s", 503)]
    public async Task Only_media_has_frames(string path, int status)
    {
        await using var door = await WatchedCamera.StartAsync();
        door.Gateway.Encoders[0].Answer = context =>
        {
            context.Response.Headers[TracedFrameHeader.Name] = new FrameOnItsWay(
                door.Time.GetUtcNow() - FrameOnItsWay.ToPackage
            ).Header;
            return Origin.Text(context, status, "video/mp4", null, "x");
        };
        using var response = await door.Gateway.Client.GetAsync(path, _stop);
        door.Encode();
        await door.Gateway.Client.GetStringAsync("/hls/door/8.1.m4s", _stop);

        door.Gateway.Services.GetRequiredService<LatencyMemory>().TryGet(_door, out _).ShouldBeFalse();
    }

    private Answer Answer() =>
        new(200, new byte[1]) { Frames = [new FrameOnItsWay(_time.GetUtcNow() - FrameOnItsWay.ToPackage).Traced()] };

    private (LatencyMemory Memory, Deliveries Deliveries) Create()
    {
        var memory = new LatencyMemory(_time);
        var cache = new AnswerCache(Options.Create(new CoalescingOptions()), _time);
        return (
            memory,
            new Deliveries(
                memory,
                new GatewayMetrics(_services.GetRequiredService<IMeterFactory>(), new ViewerEstimate(_time), cache),
                _time
            )
        );
    }
}
