using System.Net;
using System.Text.Json.Nodes;

namespace CamStream.Gateway.Latency;

public class LatencyTests
{
    private static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_stages_up_to_the_screen_are_listed()
    {
        await using var door = await WatchedCamera.StartAsync();
        var frame = await door.DeliverAsync();
        door.Time.Advance(TimeSpan.FromMilliseconds(250.5));
        (await door.ReportAsync(frame)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var latency = await door.LatencyAsync();

        JsonNode
            .DeepEquals(
                latency,
                JsonNode.Parse(
                    $$"""
                    {
                      "camera": "door",
                      "clockOffsetMs": -3,
                      "newest": {
                        "traceId": "{{frame.Trace}}",
                        "sequence": 123,
                        "captured": "2026-11-22T08:59:59.847Z",
                        "totalMs": 403.5,
                        "stages": [
                          { "name": "camera", "ms": 3 },
                          { "name": "network", "ms": 7 },
                          { "name": "ingest", "ms": 2 },
                          { "name": "feed", "ms": 1 },
                          { "name": "encode", "ms": 12 },
                          { "name": "package", "ms": 108 },
                          { "name": "deliver", "ms": 20 },
                          { "name": "render", "ms": 250.5 }
                        ]
                      },
                      "history": [
                        {
                          "at": "2026-11-22T08:59:59.847Z",
                          "totalMs": 403.5,
                          "stages": {
                            "camera": 3, "network": 7, "ingest": 2, "feed": 1,
                            "encode": 12, "package": 108, "deliver": 20, "render": 250.5
                          }
                        }
                      ]
                    }
                    """
                )
            )
            .ShouldBeTrue(latency.ToJsonString());
    }

    [Fact]
    public async Task Without_a_report_the_way_ends_with_delivery()
    {
        await using var door = await WatchedCamera.StartAsync();
        await door.DeliverAsync();

        var newest = (await door.LatencyAsync())["newest"]!;

        newest["totalMs"]!.GetValue<double>().ShouldBe(153);
        newest["stages"]!.AsArray().Select(stage => stage!["name"]!.GetValue<string>()).Last().ShouldBe("deliver");
    }

    [Fact]
    public async Task The_newest_frame_is_the_newest_shown_because_reports_come_later()
    {
        await using var door = await WatchedCamera.StartAsync();
        await door.ReportAsync(await door.DeliverAsync(1));
        door.Time.Advance(TimeSpan.FromSeconds(15));
        await door.DeliverAsync(2);
        (await door.LatencyAsync())["newest"]!["sequence"]!.GetValue<int>().ShouldBe(1);

        door.Time.Advance(TimeSpan.FromSeconds(1));
        await door.DeliverAsync(3);
        (await door.LatencyAsync())["newest"]!["sequence"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task The_last_five_minutes_are_listed_in_the_order_of_capture()
    {
        await using var door = await WatchedCamera.StartAsync();
        for (var i = 0; i < 7; i++)
        {
            await door.DeliverAsync(i);
            door.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var history = (await door.LatencyAsync())["history"]!.AsArray();

        history.Select(entry => entry!["at"]!.GetValue<DateTime>().Minute).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task A_camera_without_sampled_frames_has_no_latency()
    {
        await using var door = await WatchedCamera.StartAsync();
        door.Encode();
        await door.Gateway.Client.GetStringAsync("/hls/door/7.1.m4s", _stop);

        (await door.LatencyAsync())
            .ToJsonString()
            .ShouldBe("""{"camera":"door","clockOffsetMs":null,"newest":null,"history":[]}""");
    }

    [Fact]
    public async Task A_camera_without_viewers_is_404()
    {
        await using var door = await WatchedCamera.StartAsync();

        using var response = await door.Gateway.Client.GetAsync("/api/cameras/door/latency", _stop);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        door.Gateway.Ingest.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invalid_camera_id_is_refused()
    {
        await using var door = await WatchedCamera.StartAsync();

        using var response = await door.Gateway.Client.GetAsync("/api/cameras/Front-Door/latency", _stop);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task The_latency_is_for_our_own_page_and_is_not_cached()
    {
        await using var door = await WatchedCamera.StartAsync();
        await door.DeliverAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cameras/door/latency");
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var response = await door.Gateway.Client.SendAsync(request, _stop);

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Other_paths_of_the_API_go_to_Ingest()
    {
        await using var door = await WatchedCamera.StartAsync();
        door.Gateway.Ingest.Answer = context => Origin.Text(context, 200, "application/json", null, "{}");

        foreach (
            var path in (string[])
                ["/api/cameras", "/api/cameras/door", "/api/cameras/latency", "/api/cameras/door/latency/more"]
        )
        {
            (await door.Gateway.Client.GetStringAsync(path, _stop)).ShouldBe("{}");
        }

        door.Gateway.Ingest.Requests.ShouldBe([
            "GET /cameras",
            "GET /cameras/door",
            "GET /cameras/latency",
            "GET /cameras/door/latency/more",
        ]);
    }
}
