using CamStream.Gateway.Telemetry;
using Microsoft.Extensions.Primitives;

namespace CamStream.Gateway.Latency;

/// <summary>
/// Reads the sampled frames that an encoder names beside its answer. What is too much, malformed or
/// impossible is passed over, and counted.
/// </summary>
internal sealed class TracedFrames(GatewayMetrics metrics, TimeProvider time)
{
    /// <summary>
    /// So many of one answer: a part has no more, and of a segment the newest is enough.
    /// </summary>
    public const int MaxFrames = 16;

    public IReadOnlyList<TracedFrame> Read(StringValues headers)
    {
        if (headers.Count == 0)
            return [];
        var frames = new List<TracedFrame>();
        var now = time.GetUtcNow();
        // RFC 9110 §5.3: a proxy may make one field of several, with commas between.
        foreach (var value in headers.SelectMany(header => (header ?? "").Split(',', MaxFrames + 1)))
        {
            if (frames.Count == MaxFrames)
                metrics.HeaderIgnored("too_many");
            else if (TracedFrameHeader.Parse(value, now, LatencyMemory.MaxAge) is { } frame)
                frames.Add(frame);
            else
                metrics.HeaderIgnored("invalid");
        }
        return frames;
    }
}
