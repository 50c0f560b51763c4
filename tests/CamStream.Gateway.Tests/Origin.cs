using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace CamStream.Gateway;

/// <summary>A server behind the gateway that a test scripts.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Origin(WebApplication app) => _app = app;

    public RequestDelegate Answer { get; set; } = NotFound;

    /// <summary>How it answers probes.</summary>
    public RequestDelegate Alive { get; set; } = context => context.Response.WriteAsync("alive");

    /// <summary>All requests but probes: <c>GET /path?query</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public string Address => _app.Urls.First();

    public static RequestDelegate NotFound { get; } =
        context => Text(context, 404, "text/plain", null, "no such camera");

    /// <summary>Does not answer.</summary>
    public static RequestDelegate Silent { get; } = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

    public static async Task<Origin> StartAsync(RequestDelegate? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var origin = new Origin(builder.Build());
        if (answer is not null)
            origin.Answer = answer;
        origin._app.MapGet("/alive", context => origin.Alive(context));
        origin._app.MapFallback(
            "{*path}",
            context =>
            {
                origin.Requests.Enqueue($"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}");
                return origin.Answer(context);
            }
        );
        await origin._app.StartAsync();
        return origin;
    }

    public static Task Playlist(HttpContext context, string text = "#EXTM3U\n", string? cacheControl = "no-cache") =>
        Text(context, 200, "application/vnd.apple.mpegurl", cacheControl, text);

    public static Task Part(HttpContext context, string text = "part") =>
        Text(context, 200, "video/mp4", "public, max-age=60, immutable", text);

    public static Task Text(HttpContext context, int status, string contentType, string? cacheControl, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (cacheControl is not null)
            context.Response.Headers.CacheControl = cacheControl;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
