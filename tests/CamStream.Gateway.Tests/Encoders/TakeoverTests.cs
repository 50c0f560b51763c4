using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Encoders;

public class TakeoverTests
{
    private const string Live = "/hls/door/live.m3u8";
    private const int HangMilliseconds = 60_000;

    // Each test has its own.
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_camera_is_404_at_once()
    {
        await using var gateway = await GatewayFixture.StartAsync(("Gateway:HoldMilliseconds", "60000"));

        (await gateway.Client.GetAsync(Live, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        gateway.Encoders.Select(encoder => encoder.Requests.Count).ShouldBe([1, 1]);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task A_playlist_request_is_held_until_another_encoder_has_the_camera()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            ("Gateway:HoldMilliseconds", "60000"),
            ("Gateway:TakeoverMilliseconds", "600000"),
            ("Gateway:HoldRetryMilliseconds", "10")
        );
        gateway.Encoders[0].Answer = context => Origin.Playlist(context);
        await gateway.Client.GetStringAsync(Live, Stop);

        gateway.Encoders[0].Answer = Origin.NotFound;
        var viewer = gateway.Client.GetStringAsync(Live + "?_HLS_msn=7", Stop);
        await UntilAsync(() => gateway.Encoders[1].Requests.Count >= 3);
        viewer.IsCompleted.ShouldBeFalse();
        gateway.Encoders[1].Answer = context => Origin.Playlist(context, "#EXTM3U\n#taken over\n");

        (await viewer).ShouldBe("#EXTM3U\n#taken over\n");
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task A_blocking_request_goes_to_the_next_encoder_when_its_own_stops()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            ("Gateway:HoldMilliseconds", "60000"),
            ("Gateway:TakeoverMilliseconds", "600000"),
            ("Gateway:HoldRetryMilliseconds", "10")
        );
        var (first, next) = (gateway.Encoders[0], gateway.Encoders[1]);
        first.Answer = context => Origin.Playlist(context);
        await gateway.Client.GetStringAsync(Live, Stop);

        var stops = new TaskCompletionSource();
        first.Answer = async context =>
        {
            await stops.Task;
            await Origin.NotFound(context);
        };
        var viewer = gateway.Client.GetStringAsync(Live + "?_HLS_msn=7", Stop);
        await UntilAsync(() => first.Requests.Count >= 2);
        next.Requests.ShouldBeEmpty();
        stops.SetResult();
        await UntilAsync(() => !next.Requests.IsEmpty);
        await first.DisposeAsync();
        viewer.IsCompleted.ShouldBeFalse();
        next.Answer = context => Origin.Playlist(context, "#EXTM3U\n#taken over\n");

        (await viewer).ShouldBe("#EXTM3U\n#taken over\n");
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task A_held_request_that_an_encoder_then_blocks_ends_with_the_hold()
    {
        var time = new FakeTimeProvider();
        await using var gateway = await GatewayFixture.StartAsync(
            time,
            ("Gateway:HoldMilliseconds", "20000"),
            ("Gateway:TakeoverMilliseconds", "600000"),
            ("Gateway:HoldRetryMilliseconds", "10")
        );
        var (first, next) = (gateway.Encoders[0], gateway.Encoders[1]);
        first.Answer = context => Origin.Playlist(context);
        await gateway.Client.GetStringAsync(Live, Stop);

        first.Answer = Origin.NotFound;
        next.Answer = context => next.Requests.Count == 1 ? Origin.NotFound(context) : Origin.Silent(context);
        var viewer = gateway.Client.GetAsync(Live + "?_HLS_msn=7", Stop);
        while (next.Requests.Count < 2)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(1, Stop);
        }
        viewer.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(20));

        using var response = await viewer;
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_playlist_request_is_not_held_longer_than_the_option_says()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            ("Gateway:HoldMilliseconds", "50"),
            ("Gateway:TakeoverMilliseconds", "600000"),
            ("Gateway:HoldRetryMilliseconds", "5000")
        );
        gateway.Encoders[0].Answer = context => Origin.Playlist(context);
        await gateway.Client.GetStringAsync(Live, Stop);
        gateway.Encoders[0].Answer = Origin.NotFound;

        (await gateway.Client.GetAsync(Live, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Media_is_not_held()
    {
        await using var gateway = await GatewayFixture.StartAsync(
            ("Gateway:HoldMilliseconds", "60000"),
            ("Gateway:TakeoverMilliseconds", "600000")
        );
        gateway.Encoders[0].Answer = context => Origin.Playlist(context);
        await gateway.Client.GetStringAsync(Live, Stop);
        gateway.Encoders[0].Answer = Origin.NotFound;

        (await gateway.Client.GetAsync("/hls/door/7.1.m4s", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        while (!isTrue())
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
