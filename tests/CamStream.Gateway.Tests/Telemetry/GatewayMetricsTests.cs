using System.Diagnostics.Metrics;
using System.Net;
using CamStream.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace CamStream.Gateway.Telemetry;

public class GatewayMetricsTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_are_counted_by_status_and_bytes_by_camera_in_our_metrics_only()
    {
        // A missing playlist is answered at once.
        await using var gateway = await GatewayFixture.StartAsync(("Gateway:HoldMilliseconds", "0"));
        using var answers = gateway.Collect<long>("camstream.gateway.answers");
        using var bytes = gateway.Collect<long>("camstream.io");
        using var http = new MetricCollector<double>(
            gateway.Services.GetRequiredService<IMeterFactory>(),
            "Microsoft.AspNetCore.Hosting",
            "http.server.request.duration"
        );
        gateway.Encoders[0].Answer = context =>
            context.Request.Path == "/hls/door/7.1.m4s" ? Origin.Part(context, "part") : Origin.NotFound(context);
        foreach (
            var path in new[]
            {
                "/hls/door/7.1.m4s",
                "/hls/door/7.1.m4s",
                "/hls/door/index.m3u8",
                "/hls/guess/7.1.m4s",
                "/hls/no_camera/live.m3u8",
            }
        )
        {
            (await gateway.Client.GetAsync(path, _stop)).Dispose();
        }
        (await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/hls/door/7.1.m4s"), _stop)).Dispose();
        await UntilAsync(() => answers.Observe().Sum(answer => answer.Value) == 6);

        answers
            .Observe()
            .Select(answer => ((int)answer.Tags["http.response.status_code"]!, answer.Value))
            .ShouldBe([(200, 3), (404, 2), (400, 1)], ignoreOrder: true);
        var sent = bytes.Observe().ShouldHaveSingleItem();
        sent.Tags.ShouldBe(
            new Dictionary<string, object?> { ["camstream.camera.id"] = "door", ["network.io.direction"] = "transmit" },
            ignoreOrder: true
        );
        sent.Value.ShouldBe(2 * "part".Length + "no such camera".Length);
        http.GetMeasurementSnapshot().ShouldBeEmpty();
    }

    [Fact]
    public async Task Viewers_waiting_requests_and_the_cache_are_measured()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        using var blocked = gateway.Collect<int>("camstream.gateway.blocked");
        using var viewers = gateway.Collect<int>("camstream.gateway.viewers");
        using var kept = gateway.Collect<long>("camstream.gateway.cache.size");
        gateway.Encoders[0].Answer = context => Origin.Part(context, "part");
        await gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop);
        kept.Observe().Single().Value.ShouldBeGreaterThanOrEqualTo("part".Length);

        gateway.Encoders[0].Answer = Origin.Silent;
        using var leaving = new CancellationTokenSource();
        var waiting = gateway.Client.GetStringAsync("/hls/door/live.m3u8?_HLS_msn=7&_HLS_part=2", leaving.Token);
        await UntilAsync(() => blocked.Observe().Single().Value == 1);
        viewers.Observe().Select(camera => (camera.Tags["camstream.camera.id"], camera.Value)).ShouldBe([("door", 1)]);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await UntilAsync(() => blocked.Observe().Single().Value == 0);
    }

    [Fact]
    public async Task Requests_held_for_a_takeover_are_counted()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        using var held = gateway.Collect<long>("camstream.gateway.held");
        gateway.Encoders[0].Answer = context => Origin.Playlist(context);
        await gateway.Client.GetStringAsync("/hls/door/live.m3u8", _stop);

        gateway.Encoders[0].Answer = Origin.NotFound;
        var waiting = gateway.Client.GetAsync("/hls/door/live.m3u8", _stop);
        await held.WaitForMeasurementsAsync(1, _stop);
        gateway.Encoders[1].Answer = context => Origin.Playlist(context);
        using var answer = await waiting;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        held.GetMeasurementSnapshot().Sum(request => request.Value).ShouldBe(1);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1, _stop);
    }
}
