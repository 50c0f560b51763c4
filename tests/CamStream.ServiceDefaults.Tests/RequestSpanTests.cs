using CamStream.Testing.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CamStream.ServiceDefaults;

public sealed class RequestSpanTests
{
    [Fact]
    public async Task Span_has_route_and_status_of_its_request() =>
        (await SpanOfAsync("/cameras/7")).ShouldBe(
            "GET /cameras/{id}: http.route=/cameras/{id} http.response.status_code=200, Unset"
        );

    [Fact]
    public async Task Span_of_a_request_without_a_route_is_named_by_its_method() =>
        (await SpanOfAsync("/nowhere")).ShouldBe("GET: http.response.status_code=404, Unset");

    [Fact]
    public async Task Answer_5xx_is_an_error() =>
        (await SpanOfAsync("/busy")).ShouldBe(
            "GET /busy: http.route=/busy http.response.status_code=503 error.type=503, Error"
        );

    [Fact]
    public async Task Exception_is_an_error() =>
        (await SpanOfAsync("/broken")).ShouldBe(
            "GET /broken: http.route=/broken http.response.status_code=500 "
                + "error.type=System.InvalidOperationException, Error"
        );

    [Fact]
    public async Task A_client_that_leaves_before_the_answer_is_not_an_error() =>
        (await SpanOfAsync("/endless")).ShouldBe(
            "GET /endless: http.route=/endless http.response.status_code=499, Unset"
        );

    private static async Task<string> SpanOfAsync(string path)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (
            var app = await TestService.StartAsync(
                null,
                ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Url),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            )
        )
        {
            app.MapGet("/cameras/{id}", (string id) => id);
            app.MapGet("/busy", () => Results.StatusCode(503));
            app.MapGet("/broken", string () => throw new InvalidOperationException("broken"));
            app.MapGet(
                "/endless",
                async context =>
                {
                    context.Abort(); // as a connection that breaks
                    await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                }
            );
            await ((Task)app.GetAsync(path)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await app.StopAsync(); // waits for the end of the request
        }

        var span = receiver.Spans.Single();
        string[] atEnd = ["http.route", "http.response.status_code", "error.type"];
        var said = atEnd.Where(span.Attributes.ContainsKey).Select(name => $"{name}={span.Attributes[name]}");
        return $"{span.Name}: {string.Join(' ', said)}, {span.Status}";
    }
}
