using System.Diagnostics;
using Microsoft.AspNetCore.Builder;

namespace CamStream.ServiceDefaults;

public sealed class RequestSpanFilterTests
{
    [Fact]
    public async Task Span_has_route_and_status_of_its_request()
        => (await SpanOfAsync("/cameras/7")).ShouldBe("GET /cameras/{id}: http.route=/cameras/{id} http.response.status_code=200, Unset");

    [Fact]
    public async Task Span_of_a_request_without_a_route_is_named_by_its_method()
        => (await SpanOfAsync("/nowhere")).ShouldBe("GET: http.response.status_code=404, Unset");

    [Fact]
    public async Task Answer_5xx_is_an_error()
        => (await SpanOfAsync("/busy")).ShouldBe("GET /busy: http.route=/busy http.response.status_code=503 error.type=503, Error");

    [Fact]
    public async Task Exception_is_an_error()
        => (await SpanOfAsync("/broken")).ShouldBe("GET /broken: http.route=/broken error.type=System.InvalidOperationException, Error");

    [Fact]
    public async Task Who_leaves_before_the_answer_is_no_error()
        => (await SpanOfAsync("/endless")).ShouldBe("GET /endless: http.route=/endless, Unset");

    private static async Task<string> SpanOfAsync(string path)
    {
        Activity? span = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => span = activity,
        };
        ActivitySource.AddActivityListener(listener);

        await using var app = await TestService.StartAsync();
        app.MapGet("/cameras/{id}", (string id) => id);
        app.MapGet("/busy", () => Microsoft.AspNetCore.Http.Results.StatusCode(503));
        app.MapGet("/broken", string () => throw new InvalidOperationException("broken"));
        app.MapGet("/endless", async context =>
        {
            context.Abort(); // as a connection that breaks
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        await ((Task)app.GetAsync(path)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(); // waits for the end of the request

        var atEnd = span.ShouldNotBeNull().TagObjects
            .Where(tag => tag.Key is "http.route" or "http.response.status_code" or "error.type")
            .Select(tag => $"{tag.Key}={tag.Value}");
        return $"{span.DisplayName}: {string.Join(' ', atEnd)}, {span.Status}";
    }
}
