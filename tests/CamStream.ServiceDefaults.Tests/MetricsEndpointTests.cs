using System.Diagnostics.Metrics;
using System.Net;
using CamStream.Testing.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace CamStream.ServiceDefaults;

public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task Prometheus_can_scrape_though_nothing_is_exported()
    {
        await using var app = await TestService.StartAsync();
        using var meter = new Meter("CamStream.Anything");
        meter
            .CreateCounter<long>("camstream.frames", "{frame}", "Frames by outcome.")
            .Add(3, [new("camstream.camera.id", "door"), new("camstream.frame.outcome", "delivered")]);
        meter.CreateHistogram<double>("camstream.frame.latency", "s").Record(0.25);

        var scraped = await ScrapeAsync(app);
        scraped.ShouldContain("# HELP camstream_frames_total Frames by outcome.");
        ValueOf(
                scraped,
                "camstream_frames_total",
                "camstream_camera_id=\"door\"",
                "camstream_frame_outcome=\"delivered\""
            )
            .ShouldBe("3");
        ValueOf(scraped, "camstream_frame_latency_seconds_count").ShouldBe("1");
        scraped.ShouldContain("dotnet_gc_collections_total");
        app.Services.GetService<TracerProvider>().ShouldBeNull();
        app.Services.GetService<LoggerProvider>().ShouldBeNull();
    }

    [Fact]
    public async Task Prometheus_can_scrape_what_is_exported_as_well()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var meter = new Meter("CamStream.Anything");
        await using (
            var app = await TestService.StartAsync(
                null,
                ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            )
        )
        {
            meter.CreateCounter<long>("camstream.frames").Add(3);
            ValueOf(await ScrapeAsync(app), "camstream_frames_total").ShouldBe("3");
        }
        receiver.Points.Single(point => point.Name == "camstream.frames").Value.ShouldBe(3);
    }

    [Fact]
    public async Task Metrics_are_answered_on_their_port_only_whatever_the_request_says()
    {
        await using var app = await TestService.StartAsync(null, ("Metrics:Port", "9464"));
        (await app.GetAsync("/metrics")).ShouldBe(HttpStatusCode.NotFound);

        using var client = new HttpClient();
        using var pretending = new HttpRequestMessage(HttpMethod.Get, app.Address("/metrics"))
        {
            Headers = { Host = "localhost:9464" },
        };
        using var answer = await client.SendAsync(pretending);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_the_endpoint_metrics_are_not_found()
    {
        await using var app = await TestService.StartAsync(null, ("Metrics:Enabled", "false"));
        (await app.GetAsync("/metrics")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Metrics:Port", "65536")]
    [InlineData("Metrics:Port", "-1")]
    [InlineData("Metrics:Port", "http")]
    [InlineData("Metrics:Enabled", "perhaps")]
    public async Task Wrong_option_is_refused_by_key_and_value(string key, string value)
    {
        var refused = await Should.ThrowAsync<InvalidOperationException>(() =>
            TestService.StartAsync(null, (key, value))
        );
        refused.Message.ShouldContain(key);
        refused.Message.ShouldContain($"'{value}'");
    }

    private static async Task<string> ScrapeAsync(WebApplication app)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(app.Address("/metrics"));
    }

    /// <summary>The value of the only line of a series that has all these labels.</summary>
    private static string ValueOf(string scraped, string series, params string[] labels) =>
        scraped
            .Split('\n')
            .Single(line => line.StartsWith($"{series}{{", StringComparison.Ordinal) && labels.All(line.Contains))
            .Split("} ")[1]
            .Split(' ')[0];
}
