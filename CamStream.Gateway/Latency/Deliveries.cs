using CamStream.Frames;
using CamStream.Gateway.Coalescing;
using CamStream.Gateway.Telemetry;

namespace CamStream.Gateway.Latency;

/// <summary>
/// Notes which viewer was the first to get a sampled frame: the end of its way to a viewer, and a
/// span of its trace.
/// </summary>
internal sealed class Deliveries(LatencyMemory memory, GatewayMetrics metrics, TimeProvider time)
{
    /// <summary>Now, when an answer is about to be written.</summary>
    public DateTimeOffset Begin() => time.GetUtcNow();

    /// <summary>An answer was written to its last byte.</summary>
    public void End(HttpContext context, CameraId camera, Answer answer, DateTimeOffset begin)
    {
        // Whole, to somebody who is still there: neither its headers alone nor a range of it.
        var whole = HttpMethods.IsGet(context.Request.Method) && context.Response.StatusCode == StatusCodes.Status200OK;
        if (answer.Frames.Count > 0 && whole && !context.RequestAborted.IsCancellationRequested)
            Note(context, camera, answer.Frames, begin);
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
                    metrics.StageDone(camera, Stage.Deliver, delivered - frame.Packaged);
                    return LatencyTracing.Deliver(camera, frame, context, begin, delivered);
                }
            );
        }
    }
}
