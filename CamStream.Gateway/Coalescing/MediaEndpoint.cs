using CamStream.Frames;
using CamStream.Gateway.Encoders;
using CamStream.Gateway.Hls;
using CamStream.Gateway.Latency;
using CamStream.Gateway.Telemetry;

namespace CamStream.Gateway.Coalescing;

/// <summary>Answers requests for playlists and media, from shared requests to encoders.</summary>
internal sealed class MediaEndpoint(
    Flights flights,
    EncoderOrigin origin,
    RecentCameras recent,
    ViewerEstimate viewers,
    Deliveries deliveries,
    GatewayMetrics metrics
)
{
    /// <summary>The route.</summary>
    public const string Pattern = $"{Root}/{{{CameraValue}}}/{{{FileValue}}}";

    private const string Root = "/hls";
    private const string CameraValue = "camera";
    private const string FileValue = "file";

    /// <summary>
    /// Whether a request is for playlists or media. Every viewer sends several a second.
    /// </summary>
    public static bool Handles(HttpRequest request) => request.Path.StartsWithSegments(Root);

    /// <summary>Answers a viewer.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var name = context.GetRouteValue(CameraValue) as string;
        if (!CameraId.TryParse(name, out var camera))
        {
            await WriteAsync(context, null, NoCameraId(name), TimeSpan.Zero);
            return;
        }
        var file = context.GetRouteValue(FileValue) as string;
        if (HlsRequest.TryCreate(camera, file, context.Request.Query) is not { } request)
        {
            await WriteAsync(context, null, NoFile(), TimeSpan.Zero);
            return;
        }
        var viewer = context.RequestAborted;
        try
        {
            var (answer, age) = request.IsPlaylist ? await WaitAsync(request, viewer) : await AskAsync(request, viewer);
            var begin = deliveries.Begin();
            // Only known cameras are in metrics: anybody can invent a name.
            await WriteAsync(context, recent.IsKnown(camera) ? camera : null, answer, age);
            deliveries.End(context, camera, answer.Frames, begin);
        }
        catch (OperationCanceledException) when (viewer.IsCancellationRequested)
        {
            // The viewer left.
        }
    }

    private static Answer NoCameraId(string? name) =>
        Answer.Refusal(StatusCodes.Status400BadRequest, CameraId.Problem(name));

    private static Answer NoFile() => Answer.Refusal(StatusCodes.Status404NotFound, "There is no such file.");

    private async Task WriteAsync(HttpContext context, CameraId? camera, Answer answer, TimeSpan age)
    {
        var bytes = await AnswerWriter.WriteAsync(context, answer, age);
        metrics.Written(camera, context.Response.StatusCode, bytes);
    }

    private async Task<(Answer Answer, TimeSpan Age)> WaitAsync(HlsRequest request, CancellationToken viewer)
    {
        // As above: only known cameras are remembered.
        using var watching = recent.IsKnown(request.Camera) ? viewers.Wait(request.Camera) : null;
        var blocking = request.IsBlocking ? 1 : 0;
        metrics.Blocked(blocking);
        try
        {
            return await AskAsync(request, viewer);
        }
        finally
        {
            metrics.Blocked(-blocking);
        }
    }

    private Task<(Answer Answer, TimeSpan Age)> AskAsync(HlsRequest request, CancellationToken viewer) =>
        flights.GetAsync(request.Key, cancellation => origin.AskAsync(request, cancellation), viewer);
}
