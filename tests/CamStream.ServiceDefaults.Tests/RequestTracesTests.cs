using System.Diagnostics;
using CamStream.Testing.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CamStream.ServiceDefaults;

public sealed class RequestTracesTests
{
    [Fact]
    public async Task Probes_and_scrapes_are_in_neither_traces_nor_metrics()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await RunAsync(
            receiver,
            app => Task.WhenAll(app.GetAsync("/health"), app.GetAsync("/alive"), app.GetAsync("/metrics"))
        );

        receiver.Spans.ShouldBeEmpty();
        Requests(receiver).ShouldBe(0);
    }

    [Fact]
    public async Task Requests_that_the_service_names_are_in_metrics_only()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await RunAsync(
            receiver,
            app =>
                Task.WhenAll(
                    app.GetAsync("/frequent/1"),
                    app.GetAsync("/frequent/broken"),
                    app.GetAsync("/frequent/1/reports")
                )
        );

        receiver.Spans.ShouldBeEmpty();
        Requests(receiver).ShouldBe(3);
    }

    /// <summary>
    /// This holds whatever sampler is configured: Aspire configures one that ignores the parent.
    /// </summary>
    [Fact]
    public async Task Requests_to_other_services_are_traced_only_as_a_part_of_a_trace()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await RunAsync(
            receiver,
            async app =>
            {
                await app.GetAsync("/frequent/through");
                await app.GetAsync("/through");
                using var probing = new HttpClient();
                await probing.GetStringAsync(app.Address("/hello"));
            }
        );

        var through = receiver.Spans.Single(span => span.Name == "GET /through");
        receiver
            .Spans.Where(span => span.Kind == ActivityKind.Client)
            .Select(span => span.ParentId)
            .ShouldBe([through.SpanId]);
    }

    /// <summary>
    /// The number of requests in the metrics. Only those with a route count: the collector runs in
    /// this process too.
    /// </summary>
    private static long Requests(OtlpReceiver receiver) =>
        receiver
            .Points.Where(point =>
                point.Name == "http.server.request.duration" && point.Attributes.ContainsKey("http.route")
            )
            .Sum(point => point.Count);

    private static async Task RunAsync(OtlpReceiver receiver, Func<WebApplication, Task> ask)
    {
        await using var app = await TestService.StartAsync(
            requests: true,
            untraced: request => request.Path.StartsWithSegments("/frequent"),
            services: null,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_TRACES_SAMPLER", "always_on")
        );
        app.MapGet("/frequent/1", () => "taken");
        app.MapGet("/frequent/1/reports", () => "taken");
        app.MapGet("/frequent/broken", () => Results.StatusCode(StatusCodes.Status500InternalServerError));
        app.MapGet("/frequent/through", AskAsync);
        app.MapGet("/through", AskAsync);
        await ask(app);
        await app.StopAsync();

        async Task<string> AskAsync()
        {
            using var client = new HttpClient();
            return await client.GetStringAsync(app.Address("/hello"));
        }
    }
}
