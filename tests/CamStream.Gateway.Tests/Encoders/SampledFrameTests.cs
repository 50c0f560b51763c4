using CamStream.Frames;
using CamStream.Frames.Telemetry;
using CamStream.Gateway.Latency;
using CamStream.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CamStream.Gateway.Encoders;

/// <summary>The headers in which an encoder reports its sampled frames.</summary>
public class SampledFrameTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_do_not_get_the_headers()
    {
        await using var door = await WatchedCamera.StartAsync();
        door.Encode(new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage).Header);

        for (var i = 0; i < 2; i++)
        {
            using var response = await door.Gateway.Client.GetAsync("/hls/door/7.1.m4s", _stop);
            response.Headers.Contains(MediaHeaders.SampledFrame).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task The_header_of_a_viewer_is_ignored()
    {
        await using var door = await WatchedCamera.StartAsync();
        door.Encode();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hls/door/7.1.m4s");
        request.Headers.Add(
            MediaHeaders.SampledFrame,
            new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage).Header
        );

        (await door.Gateway.Client.SendAsync(request, _stop)).EnsureSuccessStatusCode();

        (await door.LatencyAsync())["history"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Headers_that_are_malformed_impossible_or_too_many_are_ignored_and_counted()
    {
        await using var door = await WatchedCamera.StartAsync();
        using var ignored = door.Gateway.Collect<long>("camstream.gateway.headers.ignored");
        var frames = Enumerable
            .Range(0, 20)
            .Select(i => new FrameOnItsWay(door.Time.GetUtcNow() - FrameOnItsWay.ToPackage, i))
            .ToList();
        var forged = new FrameOnItsWay(door.Time.GetUtcNow().AddHours(1));
        using var spans = new RecordedSpans("CamStream.Gateway");
        // A proxy may combine fields into one.
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
            context.Response.Headers[MediaHeaders.SampledFrame] = new FrameOnItsWay(
                door.Time.GetUtcNow() - FrameOnItsWay.ToPackage
            ).Header;
            return Origin.Text(context, status, "video/mp4", null, "x");
        };
        using var response = await door.Gateway.Client.GetAsync(path, _stop);
        door.Encode();
        await door.Gateway.Client.GetStringAsync("/hls/door/8.1.m4s", _stop);

        door.Gateway.Services.GetRequiredService<LatencyMemory>().TryGet(CameraId.Parse("door"), out _).ShouldBeFalse();
    }
}
