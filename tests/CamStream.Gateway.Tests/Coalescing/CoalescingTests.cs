using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CamStream.Gateway.Coalescing;

public class CoalescingTests
{
    private const string Blocked = "/hls/door/live.m3u8?_HLS_msn=7&_HLS_part=2";
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_viewers_that_wait_for_the_same_part_are_one_request()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var made = new TaskCompletionSource();
        gateway.Encoders[0].Answer = async context =>
        {
            await made.Task;
            await Origin.Playlist(context, "#EXTM3U\n#whole\n");
        };

        var viewers = Enumerable.Range(0, 100).Select(_ => gateway.Client.GetStringAsync(Blocked, _stop)).ToList();
        await gateway.RequestedAsync(100);
        made.SetResult();

        (await Task.WhenAll(viewers)).ShouldAllBe(text => text == "#EXTM3U\n#whole\n");
        gateway.Encoders[0].Requests.ShouldBe(["GET " + Blocked]);
        gateway.Encoders[1].Requests.ShouldBeEmpty();
        gateway.Count("origin").ShouldBe(1);
        gateway.Count("shared").ShouldBe(99);
    }

    [Fact]
    public async Task The_first_viewer_may_leave()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var made = new TaskCompletionSource();
        gateway.Encoders[0].Answer = async context =>
        {
            await made.Task.WaitAsync(context.RequestAborted);
            await Origin.Playlist(context);
        };

        using var leaving = new CancellationTokenSource();
        var first = gateway.Client.GetStringAsync(Blocked, leaving.Token);
        await gateway.RequestedAsync(1);
        var second = gateway.Client.GetStringAsync(Blocked, _stop);
        await gateway.RequestedAsync(2);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        made.SetResult();

        (await second).ShouldBe("#EXTM3U\n");
        gateway.Encoders[0].Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_request_ends_when_all_viewers_have_left()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var gone = new TaskCompletionSource();
        gateway.Encoders[0].Answer = async context =>
        {
            using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };

        using var leaving = new CancellationTokenSource();
        var viewer = gateway.Client.GetStringAsync(Blocked, leaving.Token);
        await gateway.RequestedAsync(1);
        while (gateway.Encoders[0].Requests.IsEmpty)
            await Task.Delay(1, _stop);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(viewer);

        await gone.Task.WaitAsync(_stop);
    }

    [Fact]
    public async Task Immutable_media_is_asked_for_once()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context => Origin.Part(context);

        for (var i = 0; i < 3; i++)
            (await gateway.Client.GetStringAsync($"/hls/door/7.1.m4s?bust={i}", _stop)).ShouldBe("part");

        gateway.Encoders[0].Requests.ShouldBe(["GET /hls/door/7.1.m4s"]);
        gateway.Count("cache").ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_with_no_cache_is_asked_for_again()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context => Origin.Playlist(context);

        for (var i = 0; i < 3; i++)
            await gateway.Client.GetStringAsync("/hls/door/live.m3u8", _stop);

        gateway.Encoders[0].Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_error_is_not_cached()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var status = 500;
        gateway.Encoders[0].Answer = context =>
            Origin.Text(context, status, "video/mp4", "public, max-age=60, immutable", "x");

        (await gateway.Client.GetAsync("/hls/door/7.1.m4s", _stop)).StatusCode.ShouldBe(
            HttpStatusCode.InternalServerError
        );
        status = 200;
        (await gateway.Client.GetAsync("/hls/door/7.1.m4s", _stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Head_has_the_headers_of_get_and_no_body()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context => Origin.Part(context);

        using var request = new HttpRequestMessage(HttpMethod.Head, "/hls/door/7.1.m4s");
        using var response = await gateway.Client.SendAsync(request, _stop);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(4);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=60, immutable");
        (await response.Content.ReadAsByteArrayAsync(_stop)).ShouldBeEmpty();
        gateway.Encoders[0].Requests.ShouldBe(["GET /hls/door/7.1.m4s"]);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_playlist_is_compressed(string coding)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var text = string.Concat(Enumerable.Repeat("#EXT-X-PART:DURATION=0.13333\n", 100));
        gateway.Encoders[0].Answer = context => Origin.Playlist(context, text);

        using var response = await AskAsync(gateway, "/hls/door/live.m3u8", coding);

        response.Content.Headers.ContentEncoding.ShouldBe([coding]);
        response.Headers.Vary.ShouldBe(["Accept-Encoding"]);
        var body = await response.Content.ReadAsByteArrayAsync(_stop);
        body.Length.ShouldBeLessThan(text.Length / 5);
        Encoding.UTF8.GetString(CompressedText.Read(body, coding)).ShouldBe(text);
    }

    [Fact]
    public async Task Media_is_not_compressed()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        gateway.Encoders[0].Answer = context => Origin.Part(context, new string('x', 10_000));

        using var response = await AskAsync(gateway, "/hls/door/7.1.m4s", "br");

        response.Content.Headers.ContentEncoding.ShouldBeEmpty();
        response.Content.Headers.ContentLength.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_viewer_that_does_not_read_delays_nobody()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var segment = new string('s', 4 << 20); // more than the sockets buffer
        gateway.Encoders[0].Answer = context => Origin.Part(context, segment);

        using var slow = new TcpClient(AddressFamily.InterNetwork) { ReceiveBufferSize = 4_096 };
        await slow.ConnectAsync(gateway.Client.BaseAddress!.Host, gateway.Client.BaseAddress.Port, _stop);
        await slow.GetStream().WriteAsync("GET /hls/door/7.m4s HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), _stop);
        (await slow.GetStream().ReadAsync(new byte[1], _stop)).ShouldBe(1);

        (await gateway.Client.GetStringAsync("/hls/door/7.m4s", _stop)).Length.ShouldBe(segment.Length);
        gateway.Encoders[0].Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_refused()
    {
        await using var gateway = await GatewayFixture.StartAsync(("Gateway:MaxAnswerBytes", "65536"));
        gateway.Encoders[0].Answer = context => Origin.Part(context, new string('s', 65_537));

        using var response = await gateway.Client.GetAsync("/hls/door/7.m4s", _stop);

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await response.Content.ReadAsStringAsync(_stop)).ShouldBe("The answer has more than 65536 bytes.\n");
        gateway.Encoders[1].Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Front-Door")]
    [InlineData("-door")]
    [InlineData("a.b")]
    [InlineData("%2E%2E%2Fdoor")]
    [InlineData("d%00r")]
    public async Task An_invalid_camera_id_is_refused_at_once(string camera)
    {
        await using var gateway = await GatewayFixture.StartAsync();

        (await gateway.Client.GetAsync($"/hls/{camera}/live.m3u8", _stop)).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );

        gateway.Encoders.ShouldAllBe(encoder => encoder.Requests.IsEmpty);
    }

    [Fact]
    public async Task Media_can_only_be_read()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        (await gateway.Client.PostAsync("/hls/door/live.m3u8", null, _stop)).StatusCode.ShouldBe(
            HttpStatusCode.MethodNotAllowed
        );
    }

    private static async Task<HttpResponseMessage> AskAsync(GatewayFixture gateway, string path, string coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { { "Accept-Encoding", coding } },
        };
        return await gateway.Client.SendAsync(request, _stop);
    }
}
