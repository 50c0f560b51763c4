using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CamStream.Gateway.Encoders;

public class EncoderOrderTests
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
    public async Task The_next_encoder_is_asked_when_one_does_not_have_the_camera()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[1].Answer = context => Origin.Playlist(context);

        (await gateway.Client.GetStringAsync(Live, Stop)).ShouldBe("#EXTM3U\n");

        gateway.Encoders.Select(encoder => encoder.Requests.Count).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task A_camera_stays_with_its_encoder_when_a_higher_ranked_one_comes_back()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[1].Answer = context => Origin.Playlist(context);
        await gateway.Client.GetStringAsync(Live, Stop);
        gateway.Encoders[0].Answer = context => Origin.Playlist(context, "#EXTM3U\n#an old playlist\n");

        (await gateway.Client.GetStringAsync(Live, Stop)).ShouldBe("#EXTM3U\n");
    }

    [Fact]
    public async Task During_a_takeover_each_encoder_serves_its_own_media()
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
    public async Task The_next_encoder_is_asked_when_one_is_dead()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[1].Answer = context => Origin.Playlist(context);
        await gateway.Encoders[0].DisposeAsync();

        (await gateway.Client.GetStringAsync(Live, Stop)).ShouldBe("#EXTM3U\n");
    }

    [Fact]
    public async Task A_waiting_request_goes_to_the_next_encoder_when_its_own_dies()
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
    public async Task The_next_encoder_is_asked_when_an_answer_breaks_off()
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
    public async Task The_next_encoder_is_asked_when_one_falls_silent_amid_an_answer()
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
    public async Task An_encoder_that_failed_is_asked_last()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        gateway.Encoders[1].Answer = context => Origin.Part(context);

        await gateway.Client.GetStringAsync("/hls/door/7.1.m4s", Stop);
        await gateway.Client.GetStringAsync("/hls/door/7.2.m4s", Stop);

        gateway.Encoders.Select(encoder => encoder.Requests.Count).ShouldBe([1, 2]);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task An_encoder_that_is_silent_for_35_seconds_is_given_up()
    {
        var time = new FakeTimeProvider();
        await using var gateway = await GatewayFixture.StartAsync(time);
        gateway.Encoders[0].Answer = Origin.Silent;
        gateway.Encoders[1].Answer = context => Origin.Part(context);

        var viewer = gateway.Client.GetStringAsync("/hls/door/7.1.m4s", Stop);
        while (gateway.Encoders[0].Requests.IsEmpty)
            await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(34));
        gateway.Encoders[1].Requests.ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(1));

        (await viewer).ShouldBe("part");
    }

    [Fact]
    public async Task Without_an_encoder_the_answer_is_502()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        foreach (var encoder in gateway.Encoders)
            await encoder.DisposeAsync();

        using var response = await gateway.Client.GetAsync(Live, Stop);

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await response.Content.ReadAsStringAsync(Stop)).ShouldBe("No encoder can be reached.\n");
    }

    [Fact]
    public async Task An_error_other_than_404_is_passed_on()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context => Origin.Text(context, 400, "text/plain", "no-store", "too far ahead");

        (await gateway.Client.GetAsync(Live + "?_HLS_msn=99", Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        gateway.Encoders[1].Requests.ShouldBeEmpty();
    }

    // Half of the announced length.
    private static async Task BeginAsync(HttpContext context)
    {
        context.Response.ContentLength = 8;
        await context.Response.WriteAsync("half", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
