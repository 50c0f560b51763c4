using CamStream.Frames;
using CamStream.Gateway.Encoders;
using CamStream.Gateway.Latency;
using CamStream.Gateway.Proxy;
using CamStream.Gateway.Telemetry;
using Microsoft.AspNetCore.Http.Features;

namespace CamStream.Gateway.Coalescing;

/// <summary>
/// Answers requests for media from one request to the encoders each; everything else goes on
/// through YARP.
/// </summary>
internal sealed class CoalescingMiddleware(
    RequestDelegate next,
    Flights flights,
    EncoderOrigin origin,
    RecentCameras recent,
    ViewerEstimate viewers,
    Deliveries deliveries,
    GatewayMetrics metrics
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var feature = context.GetReverseProxyFeature();
        if (feature.Route.Config.ClusterId != ProxyConfiguration.Encoders)
        {
            await next(context);
            return;
        }
        // Most of them wait for what they ask, so their durations say nothing; we count them.
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } http)
            http.MetricsDisabled = true;
        var name = context.GetRouteValue(ProxyConfiguration.CameraValue) as string;
        if (!CameraId.TryParse(name, out var camera))
        {
            var refusal = Answer.Refusal(StatusCodes.Status400BadRequest, CameraId.Problem(name));
            await WriteAsync(context, null, refusal, TimeSpan.Zero);
            return;
        }
        if (
            HlsRequest.TryCreate(
                camera,
                context.GetRouteValue(ProxyConfiguration.FileValue) as string,
                context.Request.Query
            )
            is not { } request
        )
        {
            await WriteAsync(
                context,
                null,
                Answer.Refusal(StatusCodes.Status404NotFound, "There is no such file."),
                TimeSpan.Zero
            );
            return;
        }
        await AnswerAsync(context, request, new ProxyRoute(context.GetEndpoint()!, feature, next));
    }

    private async Task AnswerAsync(HttpContext context, HlsRequest request, ProxyRoute route)
    {
        var viewer = context.RequestAborted;
        try
        {
            var (answer, age) = request.IsPlaylist
                ? await WaitAsync(request, route, viewer)
                : await AskAsync(request, route, viewer);
            var begin = deliveries.Begin();
            await WriteAsync(context, recent.IsKnown(request.Camera) ? request.Camera : null, answer, age);
            deliveries.End(context, request.Camera, answer, begin);
        }
        catch (OperationCanceledException) when (viewer.IsCancellationRequested)
        {
            // The viewer left; there is nobody to tell.
        }
    }

    private async Task WriteAsync(HttpContext context, CameraId? camera, Answer answer, TimeSpan age)
    {
        await AnswerWriter.WriteAsync(context, answer, age);
        metrics.Written(
            camera,
            answer.Status,
            HttpMethods.IsHead(context.Request.Method) ? 0 : context.Response.ContentLength.GetValueOrDefault()
        );
    }

    private async Task<(Answer Answer, TimeSpan Age)> WaitAsync(
        HlsRequest request,
        ProxyRoute route,
        CancellationToken viewer
    )
    {
        // Of cameras that are there only: names that somebody guesses are not remembered.
        using var watching = recent.IsKnown(request.Camera) ? viewers.Wait(request.Camera) : null;
        var blocking = request.IsBlocking ? 1 : 0;
        metrics.Blocked(blocking);
        try
        {
            return await AskAsync(request, route, viewer);
        }
        finally
        {
            metrics.Blocked(-blocking);
        }
    }

    private Task<(Answer Answer, TimeSpan Age)> AskAsync(
        HlsRequest request,
        ProxyRoute route,
        CancellationToken viewer
    ) => flights.GetAsync(request.Key, cancellation => origin.AskAsync(request, route, cancellation), viewer);
}
