using System.Net.Http.Json;
using System.Text.Json;
using CamStream.Testing.Browser;

namespace CamStream.EndToEnd;

/// <summary>Aspire's own dashboard, as a developer sees it.</summary>
[Collection<DemoTests>]
public class DashboardTests(DemoSystem demo) : SharedSystemTests(demo)
{
    private const string Camera = "pattern-1";
    private const string Frames = $"MSG mqtt camstream/v1/{Camera}/frame"; // the dashboard's text for spans of messages

    [Fact]
    public async Task The_dashboard_shows_healthy_resources_and_the_spans_of_a_frame_in_order()
    {
        await using var browser = await Chromium.StartAsync();
        var wall = await Wall.OpenAsync(browser, System);
        await wall.UntilAsync(Camera, "live");
        var trace = await RenderedAsync();
        var encoder = await System.EncoderOfAsync(Camera);

        var dashboard = await DashboardPage.OpenAsync(browser, System.DashboardLogin);
        var resources = await dashboard.ResourcesAsync();
        resources
            .Select(resource => resource.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "camera-file-1",
                "camera-pattern-1",
                "camera-pattern-2",
                "cameras",
                "encoder-0",
                "encoder-1",
                "gateway",
                "ingest",
                "mqtt",
            ]);
        (await dashboard.BannersAsync()).ShouldBeEmpty();
        // An unhealthy resource has "(Unhealthy)" in its state.
        resources.ShouldAllBe(resource => resource.State == "Running", string.Join('\n', resources));

        (await dashboard.SpansAsync(trace, count: 8)).ShouldBe([
            new("capture", $"camera-{Camera}"),
            new(Frames, $"camera-{Camera}"), // publish
            new(Frames, "ingest"), // receive
            new("forward", "ingest"),
            new("encode", encoder),
            new("package", encoder),
            new("deliver", "gateway"),
            new("render", "page"),
        ]);
        (await dashboard.BannersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void Resources_have_named_links_and_descriptions()
    {
        Links("gateway").ShouldBe(["Page /", "Cameras (JSON) /api/cameras", "Metrics /metrics", "Health /health"]);
        Links("ingest").ShouldBe(["Cameras (JSON) /cameras", "Metrics /metrics", "Health /health"]);
        Links("encoder-0").ShouldBe(["Metrics /metrics", "Health /health"]);
        System
            .Snapshot("mqtt")
            .Urls.Select(url => url.Url)
            .ShouldBe(
                [$"mqtt://localhost:{System.Broker.Port}", $"mqtts://localhost:{System.TlsBroker.Port}"],
                ignoreOrder: true
            );
        string[] shown = ["cameras", .. System.Programs];
        shown.ShouldAllBe(name => System.Snapshot(name).Properties.Any(property => property.Name == "Description"));
    }

    private IEnumerable<string> Links(string resource) =>
        System
            .Snapshot(resource)
            .Urls.Select(url => $"{url.DisplayProperties.DisplayName} {new Uri(url.Url).AbsolutePath}");

    /// <summary>The trace of a frame that the page showed.</summary>
    private Task<string> RenderedAsync() =>
        Wait.ForAsync(
            $"a frame of {Camera} on screen",
            async cancellation =>
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
                while (true)
                {
                    var latency = await System.Http.GetFromJsonAsync<JsonElement>(
                        $"/api/cameras/{Camera}/latency",
                        cancellation
                    );
                    if (
                        latency.TryGetProperty("newest", out var newest)
                        && newest.ValueKind == JsonValueKind.Object
                        && newest
                            .GetProperty("stages")
                            .EnumerateArray()
                            .Any(stage => stage.GetProperty("name").GetString() == "render")
                    )
                    {
                        return newest.GetProperty("traceId").GetString()!;
                    }
                    await timer.WaitForNextTickAsync(cancellation);
                }
            }
        );
}
