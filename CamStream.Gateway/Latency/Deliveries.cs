using CamStream.Frames;
using CamStream.Frames.Telemetry;
using CamStream.Gateway.Telemetry;

namespace CamStream.Gateway.Latency;

/// <summary>
/// Notes when the first viewer has got a sampled frame: the stage <c>deliver</c>, and its span.
/// </summary>
internal sealed class Deliveries(LatencyMemory memory, GatewayMetrics metrics, TimeProvider time)
{
    /// <summary>The time now, when an answer is about to be written.</summary>
    public DateTimeOffset Begin() => time.GetUtcNow();

    /// <summary>A viewer was sent the last byte of an answer.</summary>
    /// <param name="context">The viewer's request.</param>
    /// <param name="camera">The camera.</param>
    /// <param name="frames">The sampled frames in the answer.</param>
    /// <param name="begin">What <see cref="Begin"/> returned.</param>
    public void End(HttpContext context, CameraId camera, IReadOnlyList<TracedFrame> frames, DateTimeOffset begin)
    {
        // The whole body, not its headers or a range of it, and a viewer who is still there.
        var whole = HttpMethods.IsGet(context.Request.Method) && context.Response.StatusCode == StatusCodes.Status200OK;
        if (frames.Count > 0 && whole && !context.RequestAborted.IsCancellationRequested)
            Note(context, camera, frames, begin);
    }

    private void Note(HttpContext context, CameraId camera, IReadOnlyList<TracedFrame> frames, DateTimeOffset begin)
    {
        var latency = memory.GetOrAdd(camera);
        foreach (var frame in frames)
        {
            latency.Add(
                frame,
                delivered =>
                {
                    metrics.StageDone(camera, FrameStage.Deliver, delivered - frame.Packaged);
                    return LatencyTracing.Deliver(camera, frame, context, begin, delivered);
                }
            );
        }
    }
}
