using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Encoders;

public class TakeoverTests
{
    private const string Live = "/hls/door/live.m3u8";
    private const int HangMilliseconds = 60_000;

    // Each test has its own.
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_encoder_ranked_first_is_asked_first()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        foreach (var encoder in gateway.Encoders)
            encoder.Answer = context => Origin.Playlist(context);

        await gateway.Client.GetStringAsync(Live, Stop);

        gateway.Encoders.Select(encoder => encoder.Requests.Count).ShouldBe([1, 0]);
    }

    [Fact]
    public async Task The_next_is_asked_when_one_does_not_have_the_camera()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[1].Answer = context => Origin.Playlist(context);

        (await gateway.Client.GetStringAsync(Live, Stop)).ShouldBe("#EXTM3U\n");

        gateway.Encoders.Select(encoder => encoder.Requests.Count).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task A_camera_stays_with_the_encoder_that_has_it_though_a_higher_ranked_one_comes_back()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[1].Answer = context => Origin.Playlist(context);
        await gateway.Client.GetStringAsync(Live, Stop);
        gateway.Encoders[0].Answer = context => Origin.Playlist(context, "#EXTM3U\n#as it was when it stopped\n");

        (await gateway.Client.GetStringAsync(Live, Stop)).ShouldBe("#EXTM3U\n");
    }

    [Fact]
    public async Task While_a_camera_changes_over_each_encoder_is_asked_for_what_is_its()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var (old, next) = (gateway.Encoders[0], gateway.Encoders[1]);
        old.Answer = context =>
            context.Request.Query["_HLS_msn"] == "8" || context.Request.Path.Value!.Contains("/8.")
                ? Origin.NotFound(context)
                : Origin.Part(context, "old");
        next.Answer = context =>
            context.Request.Path.Value!.Contains("/7.") ? Origin.NotFound(context) : Origin.Part(context, "next");

        foreach (
            var (file, whose) in new[]
            {
                ("live.m3u8?_HLS_msn=7&_HLS_part=3", "old"),
                ("live.m3u8?_HLS_msn=8&_HLS_part=0", "next"),
                ("7.2.m4s", "old"),
                ("8.0.m4s", "next"),
                ("live.m3u8", "next"),
            }
        )
        {
            (await gateway.Client.GetStringAsync($"/hls/door/{file}", Stop)).ShouldBe(whose, file);
        }
    }

    [Fact]
    public async Task The_next_is_asked_when_one_is_dead()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[1].Answer = context => Origin.Playlist(context);
        await gateway.Encoders[0].DisposeAsync();

        (await gateway.Client.GetStringAsync(Live, Stop)).ShouldBe("#EXTM3U\n");
    }

    [Fact]
    public async Task A_request_under_way_goes_on_at_the_next_when_its_encoder_dies()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var asked = new TaskCompletionSource();
        gateway.Encoders[0].Answer = context =>
        {
            asked.SetResult();
            return Origin.Silent(context);
        };
        gateway.Encoders[1].Answer = context => Origin.Playlist(context);

        var viewer = gateway.Client.GetStringAsync(Live + "?_HLS_msn=7", Stop);
        await asked.Task.WaitAsync(Stop);
        await gateway.Encoders[0].DisposeAsync();

        (await viewer).ShouldBe("#EXTM3U\n");
    }

    [Fact]
    public async Task The_next_is_asked_when_an_answer_breaks_off()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = async context =>
        {
            await BeginAsync(context);
            context.Abort();
        };
        gateway.Encoders[1].Answer = context => Origin.Part(context, "whole");

        (await gateway.Client.GetStringAsync("/hls/door/7.1.m4s", Stop)).ShouldBe("whole");
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task The_next_is_asked_when_an_encoder_falls_silent_amid_an_answer()
    {
        await using var gateway = await GatewayFixture.StartAsync(("Gateway:ProbeMilliseconds", "100"));
        var first = gateway.Encoders[0];
        first.Answer = async context =>
        {
            first.Alive = Origin.Silent;
            await BeginAsync(context);
            await Origin.Silent(context);
        };
        gateway.Encoders[1].Answer = context => Origin.Part(context, "whole");

        (await gateway.Client.GetStringAsync("/hls/door/7.1.m4s", Stop)).ShouldBe("whole");
    }

    [Fact]
    public async Task A_camera_that_was_never_there_is_not_found_at_once()
    {
        await using var gateway = await GatewayFixture.StartAsync(("Gateway:HoldMilliseconds", "60000"));

        (await gateway.Client.GetAsync(Live, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        gateway.Encoders.Select(encoder => encoder.Requests.Count).ShouldBe([1, 1]);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task A_playlist_is_held_until_another_encoder_has_the_camera()
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
    public async Task A_blocked_request_goes_on_at_the_next_when_its_encoderStops()
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
    public async Task A_request_that_is_held_and_then_blocked_by_an_encoder_ends_with_the_hold()
    {
        var time = new FakeTimeProvider();
        await using var gateway = await GatewayFixture.StartAsync(
            time,
            ("Gateway:HoldMilliseconds", "60000"),
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
        time.Advance(TimeSpan.FromSeconds(60));

        using var response = await viewer;
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_playlist_is_not_held_for_ever()
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

    [Fact]
    public async Task Without_any_encoder_the_answer_says_so()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        foreach (var encoder in gateway.Encoders)
            await encoder.DisposeAsync();

        using var response = await gateway.Client.GetAsync(Live, Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await response.Content.ReadAsStringAsync(Stop)).ShouldBe("No encoder can be reached.\n");
    }

    [Fact]
    public async Task What_an_encoder_says_beside_404_is_passed_on()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context => Origin.Text(context, 400, "text/plain", "no-store", "too far ahead");

        (await gateway.Client.GetAsync(Live + "?_HLS_msn=99", Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        gateway.Encoders[1].Requests.ShouldBeEmpty();
    }

    // Half of what it says that it is.
    private static async Task BeginAsync(HttpContext context)
    {
        context.Response.ContentLength = 8;
        await context.Response.WriteAsync("half", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
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
