using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace CamStream.ServiceDefaults;

/// <summary>
/// Gives a request's span what is known only at its end: name, route, status code and error (OpenTelemetry's semantic conventions
/// for HTTP server spans). ASP.NET Core 10 gives it only what is known at the start.
/// </summary>
internal sealed class RequestSpanFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(InvokeAsync);
        next(app);
    };

    private static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        try
        {
            await next(context);
        }
        catch (Exception e) when (span is { IsAllDataRequested: true })
        {
            Complete(span, context, e);
            throw;
        }

        if (span is { IsAllDataRequested: true })
            Complete(span, context, thrown: null);
    }

    private static void Complete(Activity span, HttpContext context, Exception? thrown)
    {
        var route = context.GetEndpoint()?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route;
        var method = span.GetTagItem("http.request.method") as string is { } known and not "_OTHER" ? known : "HTTP";
        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.route", route);

        if (thrown is null || context.Response.HasStarted)
            span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (ErrorOf(context, thrown) is not { } error)
            return;
        span.SetTag("error.type", error);
        span.SetStatus(ActivityStatusCode.Error);
    }

    private static string? ErrorOf(HttpContext context, Exception? thrown)
    {
        if (thrown is OperationCanceledException && context.RequestAborted.IsCancellationRequested)
            return null; // who asked has left: nothing failed
        return thrown?.GetType().FullName ?? (context.Response.StatusCode >= 500 ? context.Response.StatusCode.ToString("D") : null);
    }
}
