using System.Diagnostics;
using CamStream.Frames;
using CamStream.Frames.Telemetry;

namespace CamStream.Gateway.Latency;

/// <summary>
/// The last two spans of a frame's trace, made when they are over: <c>deliver</c>, child of
/// <c>package</c>, and its child <c>render</c>, on behalf of the viewer.
/// </summary>
internal static class LatencyTracing
{
    /// <summary>The service that <c>render</c> is exported as.</summary>
    public const string PageService = "page";

    /// <summary>
    /// The source of <c>render</c>. It does not begin with <c>CamStream.</c>: those spans are
    /// exported as the Gateway's own.
    /// </summary>
    public const string PageSource = "camstream-page";

    private static readonly ActivitySource _gateway = new("CamStream.Gateway");
    private static readonly ActivitySource _page = new(PageSource);

    /// <summary>
    /// Makes the span of a frame's delivery to its first viewer. If nobody records it, the result
    /// is the span before it.
    /// </summary>
    public static ActivityContext Deliver(
        CameraId camera,
        TracedFrame frame,
        HttpContext context,
        DateTimeOffset begin,
        DateTimeOffset end
    )
    {
        using var span = _gateway.StartActivity(
            FrameStage.Deliver,
            ActivityKind.Server,
            frame.Package,
            startTime: begin < end ? begin : end
        );
        if (span is null)
            return frame.Package;
        span.SetFrame(camera, frame.Sequence)
            .SetTag("http.request.method", context.Request.Method)
            .SetTag("url.scheme", context.Request.Scheme)
            .SetTag("url.path", context.Request.Path.Value)
            .SetTag("http.response.status_code", context.Response.StatusCode)
            .SetEndTime(end.UtcDateTime);
        return span.Recorded ? span.Context : frame.Package;
    }

    /// <summary>
    /// Makes the span of a frame's way from the viewer's connection to the screen.
    /// </summary>
    /// <param name="camera">The camera.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="shown">When it was on screen.</param>
    /// <param name="clockOffset">
    /// How far the viewer's clock is behind the server's (negative: ahead).
    /// </param>
    public static void Render(CameraId camera, ServedFrame frame, DateTimeOffset shown, TimeSpan clockOffset)
    {
        using var span = _page.StartActivity(
            FrameStage.Render,
            ActivityKind.Client,
            frame.Deliver,
            startTime: frame.Delivered < shown ? frame.Delivered : shown
        );
        if (span is null)
            return;
        span.SetFrame(camera, frame.Frame.Sequence)
            .SetTag("camstream.viewer.clock.offset", clockOffset.TotalSeconds)
            .SetEndTime(shown.UtcDateTime);
    }
}
